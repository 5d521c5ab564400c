package dev.capstan.argo.health.lua;

/** A value that stands in the script itself. */
record LuaConstant(LuaValue value) implements LuaExpression {
    @Override
    public LuaValue evaluate(LuaRun run, LuaScope scope) {
        return value;
    }
}
