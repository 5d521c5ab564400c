package dev.capstan.git.mirror;

/** Commits carry whole seconds. */
final class Awaiting {
    private Awaiting() {}

    static void nextSecond() {
        var start = System.currentTimeMillis() / 1000;
        while (System.currentTimeMillis() / 1000 == start) {
            Thread.onSpinWait();
        }
    }
}
