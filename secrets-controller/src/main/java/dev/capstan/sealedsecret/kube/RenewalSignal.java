package dev.capstan.sealedsecret.kube;

import sun.misc.Signal;
import sun.misc.SignalHandler;

/** SIGUSR1 asks for a new key, as it does with the real controller. */
final class RenewalSignal implements AutoCloseable {
    private static final Signal SIGNAL = new Signal("USR1");

    private final SignalHandler before;

    private RenewalSignal(SignalHandler before) {
        this.before = before;
    }

    /** Listens until it is closed. */
    static RenewalSignal listen(Runnable renew) {
        return new RenewalSignal(Signal.handle(SIGNAL, _ -> renew.run()));
    }

    @Override
    public void close() {
        Signal.handle(SIGNAL, before);
    }
}
