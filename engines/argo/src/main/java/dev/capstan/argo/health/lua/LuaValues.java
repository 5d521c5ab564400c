package dev.capstan.argo.health.lua;

/** The values that there are only one of. Apart from {@link LuaValue}, whose initialisation they would need and be needed by. */
final class LuaValues {

    static final LuaValue NIL = new LuaValue.Nil();
    static final LuaValue TRUE = new LuaValue.Bool(true);
    static final LuaValue FALSE = new LuaValue.Bool(false);

    private LuaValues() {}

    static LuaValue of(boolean value) {
        return value ? TRUE : FALSE;
    }
}
