"""All cases, in the order in which they run."""

from cases.credentials import Credentials
from cases.fence import Fence
from cases.finding import Finding
from cases.installing import FirstInstallation
from cases.instances import UpgradingInstances
from cases.journal import Journal, Secrecy
from cases.leaving import ArmV6, Purging, Upgrading
from cases.members import Members
from cases.relaying import Relaying
from cases.reloading import Reloading
from cases.site import SecondInstance
from cases.surviving import Surviving
from cases.switching import Switching

ALL = [FirstInstallation, Switching, Relaying, Reloading, Surviving, Fence, Finding, Credentials, Members, SecondInstance,
       Journal, Upgrading, UpgradingInstances, Secrecy, Purging, ArmV6]
