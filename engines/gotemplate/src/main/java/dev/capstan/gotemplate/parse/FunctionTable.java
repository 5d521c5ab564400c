package dev.capstan.gotemplate.parse;

import dev.capstan.gotemplate.format.Quote;
import dev.capstan.gotemplate.value.GoFunction;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The functions that a text may name: those of the language, and those that were added. */
public final class FunctionTable {

    private final Map<String, GoFunction> builtins;
    private final Function<String, @Nullable GoFunction> added;

    /** Added functions hide those of the language. */
    public FunctionTable(Map<String, GoFunction> builtins, Function<String, @Nullable GoFunction> added) {
        this.builtins = builtins;
        this.added = added;
    }

    Expression resolve(Token token, TokenStream tokens) {
        String name = token.value();
        GoFunction own = added.apply(name);
        if (own != null) {
            return new Expression.Name(token.position(), name, own, Expression.Special.NONE);
        }
        GoFunction builtin = builtins.get(name);
        if (builtin == null) {
            throw tokens.fail("function " + Quote.quote(name) + " not defined");
        }
        return new Expression.Name(token.position(), name, builtin, special(name));
    }

    private static Expression.Special special(String name) {
        return switch (name) {
            case "and" -> Expression.Special.AND;
            case "or" -> Expression.Special.OR;
            case "call" -> Expression.Special.CALL;
            default -> Expression.Special.NONE;
        };
    }
}
