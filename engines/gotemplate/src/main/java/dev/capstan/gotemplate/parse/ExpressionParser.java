package dev.capstan.gotemplate.parse;

import dev.capstan.gotemplate.format.Quote;
import dev.capstan.gotemplate.value.Int;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parses what stands inside of actions. */
final class ExpressionParser {

    private static final String INVALID_LITERAL = "invalid syntax";

    private final TokenStream tokens;
    private final FunctionTable functions;
    private final Nesting nesting;
    private final Scope scope;

    ExpressionParser(TokenStream tokens, FunctionTable functions, Nesting nesting, Scope scope) {
        this.tokens = tokens;
        this.functions = functions;
        this.nesting = nesting;
        this.scope = scope;
    }

    /** {@code declarations? command ('|' command)* end}. */
    Expression.Pipe pipe(String context, TokenType end) {
        int position = tokens.peekNonSpace().position();
        List<String> names = new ArrayList<>(2);
        List<Integer> positions = new ArrayList<>(2);
        boolean assigns = targets(context, names, positions);
        names.forEach(scope::know);
        List<Expression.Command> commands = commands(context, end);
        checkCommands(commands, context);
        List<Expression.Variable> targets = new ArrayList<>(2);
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            int slot = assigns ? scope.slot(name) : scope.declare(name);
            targets.add(new Expression.Variable(positions.get(i), name, slot, List.of()));
        }
        return new Expression.Pipe(position, targets, assigns, commands);
    }

    /** Reads {@code $a, $b :=}; the answer is whether they are assigned to instead of declared. */
    private boolean targets(String context, List<String> names, List<Integer> positions) {
        while (tokens.peekNonSpace().is(TokenType.VARIABLE)) {
            Token variable = tokens.nextNonSpace();
            Token behind = tokens.next();
            Token next = behind.is(TokenType.SPACE) ? tokens.nextNonSpace() : behind;
            boolean isComma = next.is(TokenType.CHAR) && next.value().equals(",");
            if (!isComma && !next.is(TokenType.ASSIGN) && !next.is(TokenType.DECLARE)) {
                tokens.putBack(next);
                if (behind != next) {
                    tokens.putBack(behind);
                }
                tokens.putBack(variable);
                return false;
            }
            names.add(variable.value());
            positions.add(variable.position());
            if (!isComma) {
                return next.is(TokenType.ASSIGN);
            }
            if (!context.equals("range") || names.size() >= 2) {
                throw tokens.fail("too many declarations in " + context);
            }
            switch (tokens.peekNonSpace().type()) {
                case VARIABLE, RIGHT_DELIM, RIGHT_PAREN -> {
                    // the second variable, or what complains about its absence
                }
                default -> throw tokens.fail("range can only initialize variables");
            }
        }
        return false;
    }

    private List<Expression.Command> commands(String context, TokenType end) {
        List<Expression.Command> commands = new ArrayList<>(2);
        while (true) {
            Token token = tokens.nextNonSpace();
            if (token.is(end)) {
                return commands;
            }
            switch (token.type()) {
                case BOOL,
                        CHAR_CONSTANT,
                        COMPLEX,
                        DOT,
                        FIELD,
                        IDENTIFIER,
                        NUMBER,
                        NIL,
                        RAW_STRING,
                        STRING,
                        VARIABLE,
                        LEFT_PAREN -> {
                    tokens.putBack(token);
                    commands.add(command());
                }
                default -> throw tokens.unexpected(token, context);
            }
        }
    }

    private void checkCommands(List<Expression.Command> commands, String context) {
        if (commands.isEmpty()) {
            throw tokens.fail("missing value for " + context);
        }
        for (int i = 1; i < commands.size(); i++) {
            switch (commands.get(i).operands().getFirst()) {
                case Expression.Bool _,
                        Expression.Dot _,
                        Expression.Nil _,
                        Expression.Numeral _,
                        Expression.Literal _ ->
                    throw tokens.fail("non executable command in pipeline stage " + (i + 1));
                default -> {
                    // can be called
                }
            }
        }
    }

    private Expression.Command command() {
        int position = tokens.peekNonSpace().position();
        List<Expression> operands = new ArrayList<>(3);
        while (true) {
            Expression operand = operand();
            if (operand != null) {
                operands.add(operand);
            }
            Token token = tokens.next();
            switch (token.type()) {
                case SPACE -> {
                    continue;
                }
                case RIGHT_DELIM, RIGHT_PAREN -> tokens.putBack(token);
                case PIPE -> {
                    // the next command follows
                }
                default -> throw tokens.unexpected(token, "operand");
            }
            if (operands.isEmpty()) {
                throw tokens.fail("empty command");
            }
            return new Expression.Command(position, operands);
        }
    }

    private @Nullable Expression operand() {
        Expression term = term();
        if (term == null || !tokens.isNext(TokenType.FIELD)) {
            return term;
        }
        int position = tokens.peek().position();
        List<String> names = new ArrayList<>(4);
        while (tokens.isNext(TokenType.FIELD)) {
            names.add(tokens.next().value().substring(1));
        }
        return switch (term) {
            case Expression.Field field -> {
                names.addAll(0, field.names());
                yield new Expression.Field(position, names);
            }
            case Expression.Variable variable ->
                new Expression.Variable(position, variable.name(), variable.slot(), names);
            case Expression.Bool _, Expression.Literal _, Expression.Numeral _, Expression.Nil _, Expression.Dot _ ->
                throw tokens.fail("unexpected . after term " + Quote.quote(term.toString()));
            default -> new Expression.Chain(position, term, names);
        };
    }

    private @Nullable Expression term() {
        Token token = tokens.nextNonSpace();
        int position = token.position();
        return switch (token.type()) {
            case IDENTIFIER -> functions.resolve(token, tokens);
            case DOT -> new Expression.Dot(position);
            case NIL -> new Expression.Nil(position);
            case VARIABLE -> variable(token);
            case FIELD -> new Expression.Field(position, List.of(token.value().substring(1)));
            case BOOL -> new Expression.Bool(position, token.value().equals("true"));
            case CHAR_CONSTANT, COMPLEX, NUMBER -> number(token);
            case LEFT_PAREN -> {
                nesting.enter(tokens, "max expression depth exceeded");
                Expression pipe = pipe("parenthesized pipeline", TokenType.RIGHT_PAREN);
                nesting.leave();
                yield pipe;
            }
            case STRING, RAW_STRING -> new Expression.Literal(position, token.value(), string(token));
            default -> {
                tokens.putBack(token);
                yield null;
            }
        };
    }

    /** The value of a word that is a string. */
    String string(Token token) {
        return tokens.orFail(Unquote.string(token.value()), INVALID_LITERAL);
    }

    private Expression variable(Token token) {
        String name = token.value();
        if (!scope.isKnown(name)) {
            throw tokens.fail("undefined variable " + Quote.quote(name));
        }
        return new Expression.Variable(token.position(), name, scope.slot(name), List.of());
    }

    private Expression number(Token token) {
        String text = token.value();
        try {
            NumberValue value = token.is(TokenType.COMPLEX)
                    ? NumberReader.readComplex(text)
                    : token.is(TokenType.CHAR_CONSTANT) ? character(text) : NumberReader.read(text);
            return new Expression.Numeral(token.position(), text, value, constant(text, value));
        } catch (NumberReader.MalformedNumberException | Unquote.MalformedException problem) {
            throw tokens.fail(String.valueOf(problem.getMessage()));
        }
    }

    private NumberValue character(String literal) throws Unquote.MalformedException {
        Integer value = Unquote.character(literal);
        if (value == null) {
            throw tokens.fail("malformed character constant: " + literal);
        }
        long bits = value;
        return NumberValue.ofInteger(bits, bits, bits);
    }

    /** Where no type is asked for, the way it is written decides. Null: it is an integer that does not fit. */
    private static @Nullable Object constant(String text, NumberValue value) {
        if (value.complex() != null) {
            return value.complex();
        }
        boolean hex = text.length() > 2 && (text.startsWith("0x") || text.startsWith("0X"));
        boolean isHexInteger = hex && text.indexOf('p') < 0 && text.indexOf('P') < 0;
        boolean looksDecimal = text.chars().anyMatch(c -> ".eEpP".indexOf(c) >= 0);
        if (value.decimal() != null && !isHexInteger && text.charAt(0) != '\'' && looksDecimal) {
            return value.decimal();
        }
        return value.integer() == null ? null : Int.of(value.integer());
    }
}
