package dev.capstan.gotemplate.parse;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parses one template: text, actions and control structures. Definitions inside of it go to the file. */
final class StatementParser {

    static final String TOO_DEEP = "max nesting of control structures exceeded";
    private static final int LONGEST_CHAIN = 1_000;

    private final FileParser file;
    private final TokenStream tokens;
    private final Scope scope = new Scope();
    private final ExpressionParser expressions;
    private int ranges;

    StatementParser(FileParser file) {
        this.file = file;
        this.tokens = file.tokens();
        this.expressions = new ExpressionParser(tokens, file.functions(), file.nesting(), scope);
    }

    int slots() {
        return scope.slots();
    }

    String string(Token token) {
        return expressions.string(token);
    }

    /** What ends a list of statements. */
    private enum End {
        END("{{end}}"),
        ELSE("{{else}}");

        private final String text;

        End(String text) {
            this.text = text;
        }
    }

    private record Part(Body body, End end) {}

    /** The statements of a whole file, definitions taken out. */
    Body wholeFile() {
        List<Statement> statements = new ArrayList<>();
        int position = tokens.peek().position();
        while (!tokens.isNext(TokenType.EOF)) {
            if (!file.definitionFollows()) {
                End end = statement(statements);
                if (end != null) {
                    throw tokens.fail("unexpected " + end.text);
                }
            }
        }
        return new Body(position, statements);
    }

    /** The statements up to {@code {{end}}}, which must not be an else. */
    Body upToEnd(String context, boolean isBlock) {
        int line = tokens.lastLine();
        Part part = part();
        if (part.end() == End.ELSE) {
            // Go reads a block with a parser of its own, and then names the line that its own one is at.
            throw tokens.failAt(isBlock ? line : tokens.lastLine(), "unexpected {{else}} in " + context);
        }
        return part.body();
    }

    private Part part() {
        int position = tokens.peekNonSpace().position();
        List<Statement> statements = new ArrayList<>();
        while (!tokens.peekNonSpace().is(TokenType.EOF)) {
            End end = statement(statements);
            if (end != null) {
                return new Part(new Body(position, statements), end);
            }
        }
        throw tokens.fail("unexpected EOF");
    }

    /** Parses one statement, or answers how the list ends. */
    private @Nullable End statement(List<Statement> statements) {
        Token token = tokens.nextNonSpace();
        if (token.is(TokenType.TEXT)) {
            statements.add(new Statement.Text(token.position(), token.value()));
            return null;
        }
        if (!token.is(TokenType.LEFT_DELIM)) {
            throw tokens.unexpected(token, "input");
        }
        tokens.beginAction(token);
        End end = action(statements);
        tokens.endAction();
        return end;
    }

    private @Nullable End action(List<Statement> statements) {
        Token word = tokens.nextNonSpace();
        switch (word.type()) {
            case ELSE -> {
                return elseWord();
            }
            case END -> {
                tokens.expect("end", TokenType.RIGHT_DELIM);
                return End.END;
            }
            case BLOCK -> statements.add(block());
            case BREAK -> {
                inRange("{{break}}");
                statements.add(new Statement.Break(word.position()));
            }
            case CONTINUE -> {
                inRange("{{continue}}");
                statements.add(new Statement.Continue(word.position()));
            }
            case IF, RANGE, WITH -> statements.add(control(word.type()));
            case TEMPLATE -> statements.add(call());
            default -> {
                tokens.putBack(word);
                Expression.Pipe pipe = expressions.pipe("command", TokenType.RIGHT_DELIM);
                statements.add(new Statement.Action(word.position(), pipe));
            }
        }
        return null;
    }

    private void inRange(String word) {
        Token token = tokens.nextNonSpace();
        if (!token.is(TokenType.RIGHT_DELIM)) {
            throw tokens.unexpected(token, word);
        }
        if (ranges == 0) {
            throw tokens.fail(word + " outside {{range}}");
        }
    }

    /** An {@code if} or {@code with} behind the word is left for whoever parses the control structure. */
    private End elseWord() {
        Token next = tokens.peekNonSpace();
        if (!next.is(TokenType.IF) && !next.is(TokenType.WITH)) {
            tokens.expect("else", TokenType.RIGHT_DELIM);
        }
        return End.ELSE;
    }

    private Statement control(TokenType type) {
        Scope.Mark outside = scope.mark();
        file.nesting().enter(tokens, TOO_DEEP);
        Deque<Branch> chain = new ArrayDeque<>();
        Part part = branch(type, chain);
        while (part.end() == End.ELSE && type != TokenType.RANGE && tokens.isNext(type)) {
            tokens.next();
            part = branch(type, chain);
        }
        Body otherwise = part.end() == End.ELSE ? lastBranch() : null;
        file.nesting().leave();
        scope.forget(outside);
        Statement statement = chain.pop().statement(type, otherwise);
        while (!chain.isEmpty()) {
            Body links = new Body(statement.position(), List.of(statement));
            statement = chain.pop().statement(type, links);
        }
        return statement;
    }

    /** A condition, and what depends on it. */
    private record Branch(Expression.Pipe pipe, Body body) {

        Statement statement(TokenType type, @Nullable Body otherwise) {
            return switch (type) {
                case IF -> new Statement.If(pipe.position(), pipe, body, otherwise);
                case WITH -> new Statement.With(pipe.position(), pipe, body, otherwise);
                default -> new Statement.Range(pipe.position(), pipe, body, otherwise);
            };
        }
    }

    private Part branch(TokenType type, Deque<Branch> chain) {
        if (chain.size() >= LONGEST_CHAIN) {
            throw tokens.fail("too many branches in one control structure");
        }
        String word = type == TokenType.IF ? "if" : type == TokenType.WITH ? "with" : "range";
        Expression.Pipe pipe = expressions.pipe(word, TokenType.RIGHT_DELIM);
        Scope.Mark inside = scope.mark();
        ranges += type == TokenType.RANGE ? 1 : 0;
        Part part = part();
        ranges -= type == TokenType.RANGE ? 1 : 0;
        chain.push(new Branch(pipe, part.body()));
        scope.otherBranch(inside);
        return part;
    }

    private Body lastBranch() {
        Part part = part();
        if (part.end() == End.ELSE) {
            throw tokens.fail("expected end; found {{else}}");
        }
        return part.body();
    }

    private Statement block() {
        String context = "block clause";
        Token token = tokens.nextNonSpace();
        String name = templateName(token, context);
        Expression.Pipe pipe = expressions.pipe(context, TokenType.RIGHT_DELIM);
        tokens.endAction();
        file.block(name, context);
        return new Statement.Call(token.position(), name, pipe);
    }

    private Statement call() {
        String context = "template clause";
        Token token = tokens.nextNonSpace();
        String name = templateName(token, context);
        Token next = tokens.nextNonSpace();
        if (next.is(TokenType.RIGHT_DELIM)) {
            return new Statement.Call(token.position(), name, null);
        }
        tokens.putBack(next);
        return new Statement.Call(token.position(), name, expressions.pipe(context, TokenType.RIGHT_DELIM));
    }

    private String templateName(Token token, String context) {
        if (token.is(TokenType.STRING) || token.is(TokenType.RAW_STRING)) {
            return string(token);
        }
        throw tokens.unexpected(token, context);
    }
}
