package dev.capstan.runtime.outage;

/** Plays the API server that goes away and comes back, for tests of what follows from it. */
public record OutageSwitch(Outages outages) {
    public void goesAway() {
        outages.begin("a test says so");
    }

    public void comesBack() {
        outages.end();
    }
}
