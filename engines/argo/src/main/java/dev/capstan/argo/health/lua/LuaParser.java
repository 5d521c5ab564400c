package dev.capstan.argo.health.lua;

import dev.capstan.argo.health.lua.LuaStatement.Outcome;
import java.util.ArrayList;
import java.util.List;

/** Reads the statements of Lua 5.1. */
final class LuaParser {

    private final LuaWords words;
    private final LuaExpressionParser expressions;

    private LuaParser(LuaWords words) {
        this.words = words;
        this.expressions = new LuaExpressionParser(words, this);
    }

    static List<LuaStatement> script(String text) throws LuaSyntaxException {
        LuaParser parser = new LuaParser(new LuaWords(LuaLexer.words(text)));
        List<LuaStatement> block = parser.block();
        if (parser.words.peek().kind() != LuaToken.Kind.END) {
            throw parser.words.fault("the end of the script is expected");
        }
        return block;
    }

    List<LuaStatement> block() throws LuaSyntaxException {
        words.enter();
        List<LuaStatement> block = new ArrayList<>();
        while (!words.isAtEndOfBlock()) {
            if (words.take("return")) {
                block.add(returning());
                break;
            }
            if (!words.take(";")) {
                block.add(statement());
            }
        }
        words.leave();
        return List.copyOf(block);
    }

    private LuaStatement returning() throws LuaSyntaxException {
        List<LuaExpression> values = words.isAtEndOfBlock() || words.peek().is(";") ? List.of() : expressions.list();
        words.take(";");
        if (!words.isAtEndOfBlock()) {
            throw words.fault("the end of the block is expected behind return");
        }
        return (run, scope) -> new Outcome.Return(LuaExpression.values(values, run, scope));
    }

    private LuaStatement statement() throws LuaSyntaxException {
        if (words.take("if")) {
            return branches();
        }
        if (words.take("for")) {
            return loop();
        }
        if (words.take("local")) {
            return local();
        }
        if (words.take("while")) {
            LuaExpression condition = expressions.expression();
            words.expect("do");
            List<LuaStatement> body = block();
            words.expect("end");
            return LuaLoops.whileTrue(condition, body);
        }
        if (words.take("repeat")) {
            List<LuaStatement> body = block();
            words.expect("until");
            return LuaLoops.untilTrue(body, expressions.expression());
        }
        if (words.take("do")) {
            List<LuaStatement> body = block();
            words.expect("end");
            return (run, scope) -> LuaStatement.run(body, run, scope.inner());
        }
        if (words.take("function")) {
            return namedFunction();
        }
        if (words.take("break")) {
            return (_, _) -> Outcome.BREAK;
        }
        return assignmentOrCall();
    }

    private LuaStatement branches() throws LuaSyntaxException {
        LuaExpression condition = expressions.expression();
        words.expect("then");
        List<LuaStatement> body = block();
        List<LuaStatement> otherwise = List.of();
        if (words.take("elseif")) {
            words.enter();
            otherwise = List.of(branches());
            words.leave();
        } else {
            if (words.take("else")) {
                otherwise = block();
            }
            words.expect("end");
        }
        List<LuaStatement> other = otherwise;
        return (run, scope) ->
                LuaStatement.run(condition.evaluate(run, scope).isTrue() ? body : other, run, scope.inner());
    }

    private LuaStatement loop() throws LuaSyntaxException {
        List<String> names = names();
        boolean isCounting = names.size() == 1 && words.take("=");
        if (!isCounting) {
            words.expect("in");
        }
        List<LuaExpression> range = expressions.list();
        words.expect("do");
        List<LuaStatement> body = block();
        words.expect("end");
        if (isCounting && (range.size() < 2 || range.size() > 3)) {
            throw words.fault("a counting loop takes two or three numbers");
        }
        return isCounting
                ? LuaLoops.counting(names.getFirst(), range, body)
                : LuaLoops.iterating(List.copyOf(names), range, body);
    }

    private LuaStatement local() throws LuaSyntaxException {
        if (words.take("function")) {
            String name = words.name();
            LuaExpression function = expressions.functionBody(List.of());
            return (run, scope) -> {
                scope.define(name, LuaValues.NIL);
                scope.define(name, function.evaluate(run, scope));
                return Outcome.GO_ON;
            };
        }
        List<String> names = names();
        List<LuaExpression> values = words.take("=") ? expressions.list() : List.of();
        return (run, scope) -> {
            List<LuaValue> computed = LuaExpression.values(values, run, scope);
            for (int i = 0; i < names.size(); i++) {
                scope.define(names.get(i), LuaExpression.valueAt(computed, i));
            }
            return Outcome.GO_ON;
        };
    }

    private List<String> names() throws LuaSyntaxException {
        List<String> names = new ArrayList<>();
        do {
            names.add(words.name());
        } while (words.take(","));
        return names;
    }

    private LuaStatement namedFunction() throws LuaSyntaxException {
        LuaTarget target = LuaTarget.variable(words.name());
        while (words.take(".")) {
            target = LuaTarget.element(target, LuaExpressionParser.constant(new LuaValue.Str(words.name())));
        }
        List<String> self = List.of();
        if (words.take(":")) {
            target = LuaTarget.element(target, LuaExpressionParser.constant(new LuaValue.Str(words.name())));
            self = List.of("self");
        }
        LuaExpression function = expressions.functionBody(self);
        LuaTarget named = target;
        return (run, scope) -> {
            named.assign(run, scope, function.evaluate(run, scope));
            return Outcome.GO_ON;
        };
    }

    private LuaStatement assignmentOrCall() throws LuaSyntaxException {
        LuaExpression first = expressions.suffixed();
        if (first instanceof LuaCall call
                && !words.peek().is("=")
                && !words.peek().is(",")) {
            return (run, scope) -> {
                call.evaluateAll(run, scope);
                return Outcome.GO_ON;
            };
        }
        List<LuaTarget> targets = new ArrayList<>();
        targets.add(target(first));
        while (words.take(",")) {
            targets.add(target(expressions.suffixed()));
        }
        words.expect("=");
        List<LuaExpression> values = expressions.list();
        return (run, scope) -> {
            List<LuaValue> computed = LuaExpression.values(values, run, scope);
            for (int i = 0; i < targets.size(); i++) {
                targets.get(i).assign(run, scope, LuaExpression.valueAt(computed, i));
            }
            return Outcome.GO_ON;
        };
    }

    private LuaTarget target(LuaExpression expression) throws LuaSyntaxException {
        if (expression instanceof LuaTarget target) {
            return target;
        }
        throw words.fault("only variables and fields can be set");
    }
}
