"""Stands in front of a broker, at a port of its own: passes on what either side says, until it is told to do otherwise."""

import select
import socket
import threading

from harness import mqtt_packets


class BrokerFront:
    def __init__(self, broker_port, on_packet):
        """`on_packet(kind, body)` is called with each packet of a client's, on a thread of the front's, ahead of the broker:
        with None it is passed on; bytes are the answer in the broker's place, and the end of that connection."""
        self._broker_port = broker_port
        self._on_packet = on_packet
        self._server = socket.create_server(("0.0.0.0", 0))
        self.port = self._server.getsockname()[1]
        self._ending, self._end = socket.socketpair()
        self._threads = [threading.Thread(target=self._serve)]
        self._threads[0].start()

    def _serve(self):
        while self._server in select.select([self._server, self._ending], [], [])[0]:
            client = self._server.accept()[0]
            self._threads.append(threading.Thread(target=self._stand_between, args=(client,)))
            self._threads[-1].start()

    def _stand_between(self, client):
        try:
            with client, socket.create_connection(("127.0.0.1", self._broker_port)) as broker:
                self._pass_on(client, broker)
        except ConnectionError:  # one of the two has gone
            return

    def _pass_on(self, client, broker):
        said = bytearray()
        while True:
            ready = select.select([client, broker, self._ending], [], [])[0]
            if self._ending in ready:
                return
            for source in (each for each in (client, broker) if each in ready):
                piece = source.recv(1 << 16)
                if not piece:
                    return
                if source is broker:
                    client.sendall(piece)
                    continue
                said += piece
                passed, answer = self._look(said)
                broker.sendall(passed)
                if answer is not None:
                    return client.sendall(answer)

    def _look(self, said):
        """Takes the whole packets out of `said`; gives what is passed on of them, and what is answered instead of the rest."""
        passed = bytearray()
        while len(said) > 1 and (size := mqtt_packets.read_number(said, 1)) and len(said) >= sum(size):
            end = sum(size)
            answer = self._on_packet(said[0] >> 4, bytes(said[size[1]:end]))
            if answer is not None:
                return bytes(passed), answer
            passed += said[:end]
            del said[:end]
        return bytes(passed), None

    def end(self):
        self._end.close()
        for thread in self._threads:
            thread.join()
        for each in (self._server, self._ending):
            each.close()
