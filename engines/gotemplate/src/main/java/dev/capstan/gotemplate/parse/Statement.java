package dev.capstan.gotemplate.parse;

import dev.capstan.gotemplate.format.Quote;
import org.jspecify.annotations.Nullable;

/** What a template does, one after the other. */
public sealed interface Statement extends Node {

    /** Literal text. */
    record Text(int position, String text) implements Statement {
        @Override
        public String toString() {
            return text;
        }
    }

    /** {@code {{ pipe }}}: prints, or declares. */
    record Action(int position, Expression.Pipe pipe) implements Statement {
        @Override
        public String toString() {
            return "{{" + pipe + "}}";
        }
    }

    /** {@code {{ if }}}. */
    record If(
            int position,
            Expression.Pipe pipe,
            Body body,
            @Nullable Body otherwise) implements Statement {
        @Override
        public String toString() {
            return branch("if", pipe, body, otherwise);
        }
    }

    /** {@code {{ with }}}. */
    record With(
            int position,
            Expression.Pipe pipe,
            Body body,
            @Nullable Body otherwise) implements Statement {
        @Override
        public String toString() {
            return branch("with", pipe, body, otherwise);
        }
    }

    /** {@code {{ range }}}. */
    record Range(
            int position,
            Expression.Pipe pipe,
            Body body,
            @Nullable Body otherwise) implements Statement {
        @Override
        public String toString() {
            return branch("range", pipe, body, otherwise);
        }
    }

    /** {@code {{ template }}}, and the place of a {@code {{ block }}}. */
    record Call(int position, String name, Expression.@Nullable Pipe pipe) implements Statement {
        @Override
        public String toString() {
            return "{{template " + Quote.quote(name) + (pipe == null ? "" : " " + pipe) + "}}";
        }
    }

    /** {@code {{ break }}}. */
    record Break(int position) implements Statement {
        @Override
        public String toString() {
            return "{{break}}";
        }
    }

    /** {@code {{ continue }}}. */
    record Continue(int position) implements Statement {
        @Override
        public String toString() {
            return "{{continue}}";
        }
    }

    private static String branch(String word, Expression.Pipe pipe, Body body, @Nullable Body otherwise) {
        String tail = otherwise == null ? "" : "{{else}}" + otherwise;
        return "{{" + word + " " + pipe + "}}" + body + tail + "{{end}}";
    }
}
