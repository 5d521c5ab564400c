package dev.capstan.runtime.bus.local;

import dev.capstan.runtime.bus.BusContract;

class LocalBusTest extends BusContract {
    @Override
    protected LocalConnector connector() {
        return new LocalConnector(metrics, 1 << 20);
    }
}
