"""All cases, in the order in which they run."""

from cases.fence import Fence
from cases.installing import FirstInstallation
from cases.journal import Journal
from cases.leaving import ArmV6, Purging, Upgrading
from cases.reloading import Reloading
from cases.site import SecondInstance
from cases.surviving import Surviving
from cases.switching import Switching

ALL = [FirstInstallation, Switching, Reloading, Surviving, Fence, SecondInstance, Journal, Upgrading, Purging, ArmV6]
