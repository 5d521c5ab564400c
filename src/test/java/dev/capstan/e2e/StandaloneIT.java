package dev.capstan.e2e;

/** All controllers in one process, with the local bus. */
class StandaloneIT extends PushToClusterContract {
    StandaloneIT() {
        super(Installation.Mode.STANDALONE);
    }
}
