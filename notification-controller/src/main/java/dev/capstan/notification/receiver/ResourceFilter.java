package dev.capstan.notification.receiver;

import dev.capstan.api.notification.ReceiverResource;
import dev.capstan.api.notification.ReceiverSpec;
import dev.capstan.expression.Expression;
import dev.capstan.expression.ExpressionCompiler;
import dev.capstan.expression.ExpressionCompiler.Compilation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which objects a call is about: {@code spec.resourceFilter} and {@code filter} of the resource must both say yes. They see {@code res}, an
 * object without spec and status, and {@code req}, the body of the call.
 */
public final class ResourceFilter {
    private static final Set<String> NAMES = Set.of("res", "req");

    private final ExpressionCompiler compiler;

    /** Compiles with this compiler. */
    public ResourceFilter(ExpressionCompiler compiler) {
        this.compiler = compiler;
    }

    /** The answer about one object and one call. */
    public sealed interface Answer {
        /** The call is about the object, or it is not. */
        record Known(boolean isMeant) implements Answer {}

        /**
         * It cannot be said; the object is not touched.
         *
         * @param cause for the log; may quote what the caller sent
         */
        record Unknown(String cause) implements Answer {}
    }

    /** Whether the answer depends on the body of the call. */
    public static boolean isUsedBy(ReceiverSpec spec) {
        return given(spec.resourceFilter()).isPresent()
                || spec.resources().stream()
                        .anyMatch(resource -> given(resource.filter()).isPresent());
    }

    /** Whether objects named by this resource are filtered. */
    public static boolean isUsedBy(ReceiverSpec spec, ReceiverResource resource) {
        return !expressions(spec, resource).isEmpty();
    }

    /** What is wrong with the expressions of a Receiver, with the field; empty when nothing is. */
    public Optional<String> problemOf(ReceiverSpec spec) {
        var fields = new ArrayList<Map.Entry<String, String>>();
        given(spec.resourceFilter()).ifPresent(text -> fields.add(Map.entry("spec.resourceFilter", text)));
        for (int i = 0; i < spec.resources().size(); i++) {
            var field = "spec.resources[" + i + "].filter";
            given(spec.resources().get(i).filter()).ifPresent(text -> fields.add(Map.entry(field, text)));
        }
        return fields.stream()
                .flatMap(field -> problemOf(field.getKey(), field.getValue()).stream())
                .findFirst();
    }

    private Optional<String> problemOf(String field, String text) {
        return switch (compiler.over(text, NAMES)) {
            case Compilation.Compiled _ -> Optional.empty();
            case Compilation.NotCompiled(var cause) -> Optional.of(field + " is not a usable expression: " + cause);
        };
    }

    /**
     * Asks about one object.
     *
     * @param object in its JSON form, metadata only
     * @param request the body of the call in its JSON form
     */
    public Answer ask(
            ReceiverSpec spec, ReceiverResource resource, Map<String, Object> object, Map<String, Object> request) {
        var values = new HashMap<String, Object>();
        values.put("res", object);
        values.put("req", request);
        for (var text : expressions(spec, resource)) {
            if (!(compiler.over(text, NAMES) instanceof Compilation.Compiled(var expression))) {
                return new Answer.Unknown("the expression does not compile");
            }
            switch (expression.evaluate(values)) {
                case Expression.Answer.Unknown(var cause) -> {
                    return new Answer.Unknown(cause);
                }
                case Expression.Answer.Known(var isTrue) -> {
                    if (!isTrue) {
                        return new Answer.Known(false);
                    }
                }
            }
        }
        return new Answer.Known(true);
    }

    private static List<String> expressions(ReceiverSpec spec, ReceiverResource resource) {
        var expressions = new ArrayList<String>();
        given(spec.resourceFilter()).ifPresent(expressions::add);
        given(resource.filter()).ifPresent(expressions::add);
        return expressions;
    }

    private static Optional<String> given(@org.jspecify.annotations.Nullable String text) {
        return Optional.ofNullable(text).filter(it -> !it.isBlank());
    }
}
