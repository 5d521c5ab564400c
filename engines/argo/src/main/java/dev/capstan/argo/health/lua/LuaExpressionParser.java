package dev.capstan.argo.health.lua;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads the expressions of Lua 5.1, without variable arguments. */
final class LuaExpressionParser {

    /** How tight the operators bind, to the left and to the right. */
    private static final Map<String, int[]> BINDING = Map.ofEntries(
            Map.entry("or", new int[] {1, 1}),
            Map.entry("and", new int[] {2, 2}),
            Map.entry("<", new int[] {3, 3}),
            Map.entry(">", new int[] {3, 3}),
            Map.entry("<=", new int[] {3, 3}),
            Map.entry(">=", new int[] {3, 3}),
            Map.entry("~=", new int[] {3, 3}),
            Map.entry("==", new int[] {3, 3}),
            Map.entry("..", new int[] {5, 4}),
            Map.entry("+", new int[] {6, 6}),
            Map.entry("-", new int[] {6, 6}),
            Map.entry("*", new int[] {7, 7}),
            Map.entry("/", new int[] {7, 7}),
            Map.entry("%", new int[] {7, 7}),
            Map.entry("^", new int[] {10, 9}));

    private static final int UNARY = 8;

    private final LuaWords words;
    private final LuaParser statements;

    LuaExpressionParser(LuaWords words, LuaParser statements) {
        this.words = words;
        this.statements = statements;
    }

    static LuaExpression constant(LuaValue value) {
        return new LuaConstant(value);
    }

    List<LuaExpression> list() throws LuaSyntaxException {
        List<LuaExpression> list = new ArrayList<>();
        do {
            list.add(expression());
        } while (words.take(","));
        return List.copyOf(list);
    }

    LuaExpression expression() throws LuaSyntaxException {
        return binding(0);
    }

    private LuaExpression binding(int least) throws LuaSyntaxException {
        words.enter();
        LuaExpression left = unary();
        for (int length = 0; ; length++) {
            words.checkChain(length);
            String sign = words.peek().text();
            int[] binding = words.peek().is(sign) ? BINDING.getOrDefault(sign, new int[] {0, 0}) : new int[] {0, 0};
            if (binding[0] <= least) {
                words.leave();
                return left;
            }
            words.next();
            left = binary(sign, left, binding(binding[1]));
        }
    }

    private static LuaExpression binary(String sign, LuaExpression left, LuaExpression right) {
        return switch (sign) {
            case "and" ->
                (run, scope) -> {
                    LuaValue first = left.evaluate(run, scope);
                    return first.isTrue() ? right.evaluate(run, scope) : first;
                };
            case "or" ->
                (run, scope) -> {
                    LuaValue first = left.evaluate(run, scope);
                    return first.isTrue() ? first : right.evaluate(run, scope);
                };
            default ->
                (run, scope) -> LuaArithmetic.binary(run, sign, left.evaluate(run, scope), right.evaluate(run, scope));
        };
    }

    private LuaExpression unary() throws LuaSyntaxException {
        LuaToken word = words.peek();
        if (word.is("not") || word.is("-") || word.is("#")) {
            words.next();
            LuaExpression inner = binding(UNARY);
            return (run, scope) -> LuaArithmetic.unary(run, word.text(), inner.evaluate(run, scope));
        }
        return simple();
    }

    private LuaExpression simple() throws LuaSyntaxException {
        LuaToken word = words.peek();
        if (word.kind() == LuaToken.Kind.STRING) {
            words.next();
            return constant(new LuaValue.Str(word.text()));
        }
        if (word.kind() == LuaToken.Kind.NUMBER) {
            words.next();
            return constant(new LuaValue.Num(LuaArithmetic.parsed(word.text())
                    .orElseThrow(() -> new LuaSyntaxException(word.line(), "'" + word.text() + "' is no number"))));
        }
        if (words.take("nil")) {
            return constant(LuaValues.NIL);
        }
        if (words.take("true")) {
            return constant(LuaValues.TRUE);
        }
        if (words.take("false")) {
            return constant(LuaValues.FALSE);
        }
        if (words.take("function")) {
            return functionBody(List.of());
        }
        return words.peek().is("{") ? table() : suffixed();
    }

    /** A variable, or something in brackets, with the fields and calls behind it. */
    LuaExpression suffixed() throws LuaSyntaxException {
        LuaExpression whole = primary();
        for (int length = 0; ; length++) {
            words.checkChain(length);
            int line = words.peek().line();
            if (words.take(".")) {
                whole = LuaTarget.element(whole, constant(new LuaValue.Str(words.name())));
            } else if (words.take("[")) {
                whole = LuaTarget.element(whole, expression());
                words.expect("]");
            } else if (words.take(":")) {
                String method = words.name();
                whole = new LuaCall(whole, method, arguments(), line);
            } else if (isArguments()) {
                whole = new LuaCall(whole, "", arguments(), line);
            } else {
                return whole;
            }
        }
    }

    private LuaExpression primary() throws LuaSyntaxException {
        if (words.take("(")) {
            LuaExpression inner = expression();
            words.expect(")");
            return first(inner);
        }
        return LuaTarget.variable(words.name());
    }

    /** In brackets, only the first value of a call counts, and nothing can be set. */
    private static LuaExpression first(LuaExpression inner) {
        return (run, scope) -> inner.evaluate(run, scope);
    }

    private boolean isArguments() {
        return words.peek().is("(") || words.peek().is("{") || words.peek().kind() == LuaToken.Kind.STRING;
    }

    private List<LuaExpression> arguments() throws LuaSyntaxException {
        if (words.peek().kind() == LuaToken.Kind.STRING) {
            return List.of(constant(new LuaValue.Str(words.next().text())));
        }
        if (words.peek().is("{")) {
            return List.of(table());
        }
        words.expect("(");
        List<LuaExpression> arguments = words.peek().is(")") ? List.of() : list();
        words.expect(")");
        return arguments;
    }

    private LuaExpression table() throws LuaSyntaxException {
        words.enter();
        words.expect("{");
        List<LuaExpression> keys = new ArrayList<>();
        List<LuaExpression> values = new ArrayList<>();
        double place = 0;
        while (!words.peek().is("}")) {
            if (words.take("[")) {
                keys.add(expression());
                words.expect("]");
                words.expect("=");
            } else if (words.peek().kind() == LuaToken.Kind.NAME
                    && words.peekSecond().is("=")) {
                keys.add(constant(new LuaValue.Str(words.name())));
                words.expect("=");
            } else {
                keys.add(constant(new LuaValue.Num(++place)));
            }
            values.add(expression());
            if (!words.take(",") && !words.take(";")) {
                break;
            }
        }
        words.expect("}");
        words.leave();
        return (run, scope) -> {
            LuaTable table = new LuaTable();
            for (int i = 0; i < keys.size(); i++) {
                table.put(run, keys.get(i).evaluate(run, scope), values.get(i).evaluate(run, scope));
            }
            return table;
        };
    }

    /** What stands behind {@code function} and its name. */
    LuaExpression functionBody(List<String> first) throws LuaSyntaxException {
        List<String> parameters = new ArrayList<>(first);
        words.expect("(");
        while (!words.peek().is(")")) {
            parameters.add(words.name());
            if (!words.take(",")) {
                break;
            }
        }
        words.expect(")");
        List<LuaStatement> body = statements.block();
        words.expect("end");
        return (run, scope) -> (LuaValue.Function) (inner, arguments) -> {
            LuaScope locals = scope.inner();
            for (int i = 0; i < parameters.size(); i++) {
                locals.define(parameters.get(i), LuaExpression.valueAt(arguments, i));
            }
            return LuaStatement.run(body, inner, locals) instanceof LuaStatement.Outcome.Return values
                    ? values.values()
                    : List.of();
        };
    }
}
