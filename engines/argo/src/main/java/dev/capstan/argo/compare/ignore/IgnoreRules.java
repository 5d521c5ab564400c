package dev.capstan.argo.compare.ignore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.glob.GlobSyntax;
import dev.capstan.argo.glob.LenientGlob;
import dev.capstan.argo.object.ObjectKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * All rules that hold for the objects of an application, read once and used for each of them. The jq expressions have a
 * time that they share, so that many objects do not take long together either; {@link #renewed} begins it anew. Thread-safe.
 */
public final class IgnoreRules {

    /** More are not taken from one application. */
    public static final int MOST_PATHS = 2_000;

    private static final Duration MOST_TIME = Duration.ofSeconds(30);

    private record Ready(IgnoreRule rule, LenientGlob group, LenientGlob kind, List<JsonPath> paths, List<Jq> jq) {
        boolean matches(ObjectKey key) {
            return group.matches(key.group())
                    && kind.matches(key.kind())
                    && (rule.name().isEmpty() || rule.name().equals(key.name()))
                    && (rule.namespace().isEmpty() || rule.namespace().equals(key.namespace()));
        }
    }

    private record Jq(String expression, JqPaths paths) {}

    private final List<Ready> rules;
    private final List<String> problems;
    private final List<String> warnings;
    private final LongSupplier nanoTime;
    private final AtomicLong nanosTaken = new AtomicLong();

    private IgnoreRules(
            List<Ready> rules, Collection<String> problems, Collection<String> warnings, LongSupplier nanoTime) {
        this.rules = List.copyOf(rules);
        this.problems = List.copyOf(problems);
        this.warnings = List.copyOf(warnings);
        this.nanoTime = nanoTime;
    }

    /** No rule at all. */
    public static IgnoreRules none() {
        return new IgnoreRules(List.of(), List.of(), List.of(), () -> 0);
    }

    /**
     * Reads rules.
     *
     * @param nanoTime a clock for the time that an expression takes, as {@link System#nanoTime}
     */
    public static IgnoreRules of(List<IgnoreRule> rules, LongSupplier nanoTime) {
        List<Ready> ready = new ArrayList<>();
        Set<String> problems = new LinkedHashSet<>();
        Set<String> warnings = new LinkedHashSet<>();
        Map<String, JqPaths.Compiled> compiled = new LinkedHashMap<>();
        int count = 0;
        for (IgnoreRule rule : rules) {
            count += rule.jsonPointers().size() + rule.jqPathExpressions().size();
            if (count > MOST_PATHS) {
                problems.add("ignoreDifferences has more than " + MOST_PATHS + " paths; use fewer");
                break;
            }
            List<JsonPath> paths = new ArrayList<>();
            for (String pointer : rule.jsonPointers()) {
                JsonPath.pointer(pointer)
                        .ifPresentOrElse(
                                paths::add,
                                () -> warnings.add("ignoreDifferences for " + subject(rule) + ": the JSON pointer '"
                                        + pointer + "' does not begin with a slash, so it leaves nothing out"));
            }
            List<Jq> expressions = new ArrayList<>();
            for (String expression : rule.jqPathExpressions()) {
                switch (compiled.computeIfAbsent(expression, text -> JqPaths.compile(text, nanoTime))) {
                    case JqPaths.Compiled.Usable usable -> expressions.add(new Jq(expression, usable.paths()));
                    case JqPaths.Compiled.Refused refused ->
                        problems.add("ignoreDifferences for " + subject(rule) + ": the jq path expression '"
                                + shortened(expression) + "' " + refused.problem());
                }
            }
            ready.add(new Ready(
                    rule,
                    LenientGlob.of(rule.group(), GlobSyntax.TEXT),
                    LenientGlob.of(rule.kind(), GlobSyntax.TEXT),
                    paths,
                    expressions));
        }
        return new IgnoreRules(ready, problems, warnings, nanoTime);
    }

    /** The same rules for another comparison of the application, for which the expressions have their full time. */
    public IgnoreRules renewed() {
        return new IgnoreRules(rules, problems, warnings, nanoTime);
    }

    /** What is wrong with the rules, as sentences; an application with such a rule is not compared. */
    public List<String> problems() {
        return problems;
    }

    /** Entries without any effect, as sentences. */
    public List<String> warnings() {
        return warnings;
    }

    /** The managers whose fields of an object are left to them. */
    public Set<String> managers(ObjectKey key) {
        Set<String> managers = new LinkedHashSet<>();
        rules.stream()
                .filter(ready -> ready.matches(key))
                .forEach(ready -> managers.addAll(ready.rule().managers()));
        return managers;
    }

    /** Whether any rule holds for an object. */
    public boolean matches(ObjectKey key) {
        return rules.stream().anyMatch(ready -> ready.matches(key));
    }

    /**
     * Takes away what the rules leave out. A path that is not there is no problem.
     *
     * @param object is changed
     * @return why an expression could not be evaluated to its end
     */
    public Optional<String> removeFrom(ObjectNode object) {
        ObjectKey key = ObjectKey.of(object);
        for (Ready ready : rules) {
            if (!ready.matches(key)) {
                continue;
            }
            ready.paths().forEach(path -> path.removeFrom(object));
            for (Jq jq : ready.jq()) {
                Optional<String> problem = removeFrom(object, jq);
                if (problem.isPresent()) {
                    return problem;
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Leaves what the rules leave out as it is in the cluster ({@code RespectIgnoreDifferences=true}): the manifest loses
     * its own values and gets the live ones. The status is never taken over, since it is not the sync's.
     *
     * @param manifest is changed
     * @return why an expression could not be evaluated to its end
     */
    public Optional<String> keepLive(ObjectNode manifest, ObjectNode live) {
        List<JsonPath> kept = new ArrayList<>();
        Optional<String> problem = paths(live, kept).or(() -> removeFrom(manifest));
        if (problem.isEmpty()) {
            kept.forEach(path -> path.copy(live, manifest));
        }
        return problem;
    }

    private Optional<String> paths(ObjectNode object, List<JsonPath> into) {
        ObjectKey key = ObjectKey.of(object);
        for (Ready ready : rules) {
            if (ready.matches(key)) {
                into.addAll(ready.paths());
                for (Jq jq : ready.jq()) {
                    Optional<String> problem = find(object, jq, into::addAll);
                    if (problem.isPresent()) {
                        return problem;
                    }
                }
            }
        }
        return Optional.empty();
    }

    private Optional<String> removeFrom(JsonNode object, Jq jq) {
        return find(object, jq, found -> found.forEach(path -> path.removeFrom(object)));
    }

    private Optional<String> find(JsonNode object, Jq jq, Consumer<List<JsonPath>> found) {
        return switch (findInTime(object, jq.paths())) {
            case JqPaths.Found.Paths paths -> {
                found.accept(paths.paths());
                yield Optional.empty();
            }
            case JqPaths.Found.Nothing _ -> Optional.empty();
            case JqPaths.Found.TooCostly costly ->
                Optional.of("the jq path expression '" + shortened(jq.expression()) + "' " + costly.why() + " on "
                        + ObjectKey.of(object).display());
        };
    }

    private JqPaths.Found findInTime(JsonNode object, JqPaths paths) {
        if (nanosTaken.get() > MOST_TIME.toNanos()) {
            return new JqPaths.Found.TooCostly("was not evaluated, because all expressions together took longer than "
                    + MOST_TIME.toSeconds() + " seconds,");
        }
        long start = nanoTime.getAsLong();
        JqPaths.Found found = paths.find(object);
        nanosTaken.addAndGet(nanoTime.getAsLong() - start);
        return found;
    }

    private static String subject(IgnoreRule rule) {
        return (rule.group().isEmpty() ? "" : rule.group() + "/") + rule.kind();
    }

    private static String shortened(String expression) {
        return expression.length() <= 200 ? expression : expression.substring(0, 200) + "…";
    }
}
