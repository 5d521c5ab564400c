package dev.capstan.helm.schema;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One value under one schema. */
final class Visit {
    private final Validation validation;
    final @Nullable Object value;
    final String pointer;
    final Schema schema;
    final SchemaScope scope;
    final boolean isSilent;
    private final Schema meta;
    final List<Problem> problems = new ArrayList<>();
    /** Properties and items that no keyword has looked at yet; only where somebody asks for them. */
    final Set<Object> unevaluated = new HashSet<>();

    Visit(
            Validation validation,
            @Nullable Object value,
            String pointer,
            Schema schema,
            SchemaScope scope,
            boolean isSilent,
            Schema meta) {
        this.validation = validation;
        this.value = value;
        this.pointer = pointer;
        this.schema = schema;
        this.scope = scope;
        this.isSilent = isSilent;
        this.meta = meta;
        trackUnevaluated(false);
    }

    private void trackUnevaluated(boolean isWanted) {
        if (value instanceof Map<?, ?> map
                && !schema.evaluatesAllProperties()
                && (isWanted || schema.unevaluatedProperties != null)) {
            unevaluated.addAll(map.keySet());
        } else if (value instanceof List<?> list
                && !schema.evaluatesAllItems()
                && (isWanted || schema.unevaluatedItems != null)) {
            for (int i = schema.prefixItems.size(); i < list.size(); i++) {
                unevaluated.add(i);
            }
        }
    }

    @Nullable Problem run() {
        validation.enter(scope);
        if (schema.constant != null) {
            return schema.constant ? null : problem("false schema");
        }
        SchemaScope cycle = scope.cycle();
        if (cycle != null) {
            return problem("both " + scope.keywordLocation() + " and " + cycle.keywordLocation() + " resolve to \""
                    + schema.location() + "\" causing reference cycle");
        }
        Problem first = new ValueChecks(this).check();
        if (first != null) {
            return first;
        }
        if (schema.ref != null) {
            Problem problem = new ReferenceChecks(this).check(schema.ref, "$ref");
            if (schema.draft < 2019) {
                return problem;
            }
            add(problem);
        }
        switch (value) {
            case null -> {}
            case Map<?, ?> _ -> new ObjectChecks(this).check(Objects.requireNonNull(SchemaDocument.object(value)));
            case List<?> list -> new ArrayChecks(this).check(list);
            case String text -> new ScalarChecks(this).check(text);
            case Number number -> new ScalarChecks(this).check(number);
            default -> {}
        }
        if (problems.isEmpty() || !isSilent) {
            later();
        }
        return switch (problems.size()) {
            case 0 -> null;
            case 1 -> problems.getFirst();
            default -> Problem.group(pointer, problems);
        };
    }

    /** What comes after the checks of the value's own kind. */
    private void later() {
        if (schema.draft >= 2019) {
            new ReferenceChecks(this).checkDynamic();
        }
        new CombinationChecks(this).check();
        if (schema.draft >= 2019) {
            unevaluated();
        }
    }

    private void unevaluated() {
        Map<String, @Nullable Object> object = SchemaDocument.object(value);
        if (object != null && schema.unevaluatedProperties != null) {
            for (Object name : unevaluated.stream().sorted().toList()) {
                add(below(schema.unevaluatedProperties, object.get((String) name), (String) name));
            }
            unevaluated.clear();
        }
        if (value instanceof List<?> array && schema.unevaluatedItems != null) {
            for (Object place : unevaluated.stream().sorted().toList()) {
                add(below(schema.unevaluatedItems, array.get((Integer) place), place.toString()));
            }
            unevaluated.clear();
        }
    }

    /** The same value under another schema. */
    @Nullable Problem same(Schema other, String keyword, boolean isSilently) {
        Schema used = validation.dialect(other, pointer, meta);
        var visit = new Visit(
                validation,
                value,
                pointer,
                used,
                new SchemaScope(other, keyword, scope.value(), scope),
                isSilent || isSilently,
                used == other ? meta : used);
        if (!unevaluated.isEmpty()) {
            visit.trackUnevaluated(true);
        }
        Problem problem = visit.run();
        if (problem == null) {
            unevaluated.retainAll(visit.unevaluated);
        }
        return problem;
    }

    /** A value that stands in no place, under a schema. */
    @Nullable Problem alone(Object other, Schema wanted) {
        Schema used = validation.dialect(wanted, pointer, meta);
        return new Visit(validation, other, "", used, new SchemaScope(used, "", 0, null), false, used).run();
    }

    void spend(int steps) {
        validation.spend(steps);
    }

    /** A value inside of this one. */
    @Nullable Problem below(Schema other, @Nullable Object inner, String token) {
        String place = pointer + "/" + SchemaText.escape(token);
        Schema used = validation.dialect(other, place, meta);
        return new Visit(
                        validation,
                        inner,
                        place,
                        used,
                        new SchemaScope(other, "", scope.value() + 1, scope),
                        isSilent,
                        used == other ? meta : used)
                .run();
    }

    Problem bound(String keyword, int got, int want) {
        return problem(keyword + ": got " + SchemaText.count(got) + ", want " + SchemaText.count(want));
    }

    Problem problem(String text) {
        return isSilent ? Problem.UNSAID : Problem.plain(pointer, text);
    }

    Problem problem(String text, List<Problem> causes) {
        return isSilent ? Problem.UNSAID : new Problem(Problem.Role.PLAIN, pointer, text, causes);
    }

    void add(@Nullable Problem problem) {
        if (problem != null) {
            problems.add(problem);
        }
    }
}
