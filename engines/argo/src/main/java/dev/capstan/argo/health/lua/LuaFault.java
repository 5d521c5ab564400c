package dev.capstan.argo.health.lua;

/** A script went wrong while it ran, or hit a limit; caught where the run began. */
final class LuaFault extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean isLimit;

    private LuaFault(String message, boolean isLimit) {
        super(message, null, false, false);
        this.isLimit = isLimit;
    }

    static LuaFault error(String message) {
        return new LuaFault(message, false);
    }

    /** Not even {@code pcall} stops this. */
    static LuaFault limit(String message) {
        return new LuaFault(message, true);
    }

    boolean isLimit() {
        return isLimit;
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
