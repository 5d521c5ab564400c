package dev.capstan.argo.health.lua;

/** An expression to which a value can be given: a variable, or an element of a table. */
sealed interface LuaTarget extends LuaExpression {

    void assign(LuaRun run, LuaScope scope, LuaValue value);

    /** How a message calls it. */
    String shown();

    static LuaTarget variable(String name) {
        return new Variable(name);
    }

    static LuaTarget element(LuaExpression table, LuaExpression key) {
        return new Element(table, key);
    }

    record Variable(String name) implements LuaTarget {
        @Override
        public LuaValue evaluate(LuaRun run, LuaScope scope) {
            run.step();
            return scope.get(name);
        }

        @Override
        public void assign(LuaRun run, LuaScope scope, LuaValue value) {
            run.step();
            scope.assign(name, value);
        }

        @Override
        public String shown() {
            return name;
        }
    }

    record Element(LuaExpression table, LuaExpression key) implements LuaTarget {
        @Override
        public LuaValue evaluate(LuaRun run, LuaScope scope) {
            run.step();
            return table(run, scope).get(run, key.evaluate(run, scope));
        }

        @Override
        public void assign(LuaRun run, LuaScope scope, LuaValue value) {
            LuaTable holder = table(run, scope);
            LuaValue place = key.evaluate(run, scope);
            if (place instanceof LuaValue.Nil) {
                throw LuaFault.error("a field of " + shown(table) + " is set whose name is nil");
            }
            holder.put(run, place, value);
        }

        private LuaTable table(LuaRun run, LuaScope scope) {
            LuaValue value = table.evaluate(run, scope);
            if (value instanceof LuaTable found) {
                return found;
            }
            throw LuaFault.error(shown(table) + " is " + value.typeName() + ", where a table is needed");
        }

        @Override
        public String shown() {
            return shown(table) + "."
                    + (key instanceof LuaConstant constant ? constant.value().shown() : "?");
        }

        private static String shown(LuaExpression expression) {
            return expression instanceof LuaTarget target ? target.shown() : "an expression";
        }
    }
}
