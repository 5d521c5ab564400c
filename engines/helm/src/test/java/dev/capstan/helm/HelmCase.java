package dev.capstan.helm;

import dev.capstan.charts.ChartLimits;
import dev.capstan.helm.chart.Chart;
import dev.capstan.helm.load.ChartLoader;
import dev.capstan.helm.load.InvalidChartException;
import dev.capstan.helm.values.InvalidValuesException;
import dev.capstan.helm.values.UserValues;
import dev.capstan.tree.DiskTree;
import dev.capstan.yaml.Limits;
import dev.capstan.yaml.PlainJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A case of the corpus: how to render, and what came out of the real command. */
final class HelmCase {
    private final Path folder;
    private final Map<String, @Nullable Object> facts;

    private HelmCase(Path folder, Map<String, @Nullable Object> facts) {
        this.folder = folder;
        this.facts = facts;
    }

    static HelmCase read(Path folder) {
        return new HelmCase(folder, json(folder.resolve("case.json")));
    }

    String name() {
        return folder.getFileName().toString();
    }

    List<String> features() {
        return texts(facts.get("features"));
    }

    /** What is different from what the real command gave; empty when nothing is. */
    Optional<String> difference(ChartRenderer renderer, Path temporary) {
        Actual actual = actual(renderer, temporary);
        if ("error".equals(facts.get("outcome"))) {
            return actual.failure()
                    .map(this::failureDifference)
                    .orElse(Optional.of("it renders, and should fail: " + facts.get("error")));
        }
        if (actual.failure().isPresent()) {
            return Optional.of("fails: " + actual.failure().get());
        }
        RenderedRelease release = actual.release().orElseThrow();
        return difference("manifest", "expected.yaml", printed(release))
                .or(() -> difference("notes", "expected-notes.txt", release.notes()))
                .or(() -> hooksDifference(release))
                .or(() -> configDifference(release));
    }

    private record Failure(String kind, String message) {}

    private record Actual(Optional<RenderedRelease> release, Optional<Failure> failure) {
        static Actual failed(String kind, String message) {
            return new Actual(Optional.empty(), Optional.of(new Failure(kind, message)));
        }
    }

    private Optional<String> failureDifference(Failure failure) {
        String message = String.valueOf(facts.get("error"));
        String kind = facts.get("errorKind") instanceof String said ? said : failure.kind();
        boolean sameText = Boolean.TRUE.equals(facts.get("errorUnordered"))
                ? letters(message.strip()).equals(letters(failure.message().strip()))
                : message.strip().equals(failure.message().strip());
        if (!failure.kind().equals(kind)) {
            return Optional.of("kind " + failure.kind() + " instead of " + kind + "\n  " + failure.message());
        }
        return sameText ? Optional.empty() : Optional.of("text\n  " + failure.message() + "\ninstead of\n  " + message);
    }

    /** A message that lists things in any order has the same letters. */
    private static String letters(String text) {
        return text.chars().sorted().mapToObj(Character::toString).collect(Collectors.joining());
    }

    private Actual actual(ChartRenderer renderer, Path temporary) {
        KubeVersion kubeVersion = KubeVersion.DEFAULT;
        if (facts.get("kubeVersion") instanceof String text) {
            switch (KubeVersion.parse(text)) {
                case KubeVersion.Parsed.Version(var version) -> kubeVersion = version;
                case KubeVersion.Parsed.Invalid(var why) -> {
                    return Actual.failed("kubeVersion", "invalid kube version '" + text + "': " + why);
                }
            }
        }
        Chart chart;
        Map<String, @Nullable Object> values;
        try {
            values = values(texts(facts.get("values")));
            chart = chart(String.valueOf(facts.get("chart")), temporary);
        } catch (InvalidValuesException e) {
            boolean isYaml = e.getMessage().startsWith("failed to parse");
            return Actual.failed(isYaml ? "yaml" : "values", e.getMessage());
        } catch (InvalidChartException e) {
            return Actual.failed(e.fault().name().toLowerCase(java.util.Locale.ROOT), e.getMessage());
        }
        if (chart.metadata().isLibrary() && "command".equals(facts.get("checkedBy"))) {
            return Actual.failed("chart", "library charts are not installable");
        }
        if (!chart.missingDependencies().isEmpty() && "command".equals(facts.get("checkedBy"))) {
            return Actual.failed(
                    "dependency",
                    "an error occurred while checking for chart dependencies. You may need to run 'helm dependency build'"
                            + " to fetch missing dependencies: found in Chart.yaml, but missing in charts/ directory: "
                            + String.join(", ", chart.missingDependencies()));
        }
        RenderRequest request = RenderRequest.of(chart, values, release(temporary))
                .with(
                        Capabilities.DEFAULT
                                .withKubeVersion(kubeVersion)
                                .withApiVersions(texts(facts.get("apiVersions"))),
                        ObjectLookup.NONE)
                .with(Clock.systemUTC())
                .with(RenderOptions.DEFAULT
                        .withCrds(option("includeCRDs"))
                        .withSchemaValidation(!option("skipSchemaValidation")));
        return switch (renderer.render(request)) {
            case RenderResult.Rendered(var release) -> new Actual(Optional.of(release), Optional.empty());
            case RenderResult.NotRendered(var failure) -> Actual.failed(kind(failure), failure.message());
        };
    }

    private RenderRequest.Release release(Path temporary) {
        var policy = switch (String.valueOf(facts.get("valuesPolicy"))) {
            case "ReuseValues" -> ValuesPolicy.REUSE;
            case "ResetValues" -> ValuesPolicy.RESET;
            case "ResetThenReuseValues" -> ValuesPolicy.RESET_THEN_REUSE;
            default -> ValuesPolicy.DEFAULT;
        };
        return new RenderRequest.Release(
                String.valueOf(facts.get("releaseName")),
                String.valueOf(facts.get("namespace")),
                options().get("revision") instanceof Number revision ? revision.intValue() : 1,
                option("isUpgrade"),
                previous(temporary),
                policy);
    }

    private Optional<PreviousRelease> previous(Path temporary) {
        if (!(facts.get("previous") instanceof Map<?, ?> previous)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new PreviousRelease(
                    chart(String.valueOf(previous.get("chart")), temporary), values(texts(previous.get("values")))));
        } catch (InvalidChartException | InvalidValuesException e) {
            throw new IllegalStateException(name(), e);
        }
    }

    private static String kind(RenderFailure failure) {
        return switch (failure.kind()) {
            case CHART -> "chart";
            case DEPENDENCY -> "dependency";
            case VALUES -> "other";
            case SCHEMA -> "schema";
            case KUBE_VERSION -> "kubeVersion";
            case RELEASE_NAME -> "release-name";
            case PARSE -> "parse";
            case EXECUTE -> "execute";
            case REQUIRED_OR_FAIL -> "required-or-fail";
            case YAML -> "yaml";
            case POST_RENDER -> "post-render";
            case LIMIT -> "limit";
        };
    }

    private Chart chart(String path, Path temporary) throws InvalidChartException {
        try {
            var loader = new ChartLoader(temporary, ChartLimits.DEFAULT);
            Path place = folder.resolve(path);
            if (Files.isRegularFile(place)) {
                return loader.load(Files.readAllBytes(place));
            }
            return loader.load(new DiskTree(folder), path, path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, @Nullable Object> values(List<String> files) throws InvalidValuesException {
        var values = new UserValues(this::file);
        for (String file : files) {
            values.addFile(file);
        }
        if (facts.get("strvals") instanceof Map<?, ?> expressions && files.equals(texts(facts.get("values")))) {
            for (UserValues.Flag flag : UserValues.Flag.values()) {
                for (String expression : texts(expressions.get(key(flag)))) {
                    values.set(flag, expression);
                }
            }
        }
        return values.merged();
    }

    private static String key(UserValues.Flag flag) {
        return switch (flag) {
            case SET -> "set";
            case SET_STRING -> "setString";
            case SET_JSON -> "setJSON";
            case SET_LITERAL -> "setLiteral";
            case SET_FILE -> "setFile";
        };
    }

    private byte[] file(String name) throws IOException {
        return Files.readAllBytes(folder.resolve(name));
    }

    private String printed(RenderedRelease release) {
        return PrintedRelease.text(
                release,
                option("disableHooks")
                        ? PrintedRelease.Hooks.NONE
                        : option("skipTests") ? PrintedRelease.Hooks.NO_TESTS : PrintedRelease.Hooks.ALL);
    }

    private Optional<String> difference(String what, String file, String actual) {
        String expected = "";
        try {
            if (Files.exists(folder.resolve(file))) {
                expected = dev.capstan.gotemplate.value.GoString.of(file(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return expected.equals(actual)
                ? Optional.empty()
                : Optional.of(what + ":\n" + firstDifference(actual, expected));
    }

    private static String firstDifference(String actual, String expected) {
        String[] mine = actual.split("\n", -1);
        String[] theirs = expected.split("\n", -1);
        for (int i = 0; i < Math.max(mine.length, theirs.length); i++) {
            String left = i < mine.length ? mine[i] : "(nothing)";
            String right = i < theirs.length ? theirs[i] : "(nothing)";
            if (!left.equals(right)) {
                return "  line " + (i + 1) + " is      " + left + "\n  instead of " + right;
            }
        }
        return "";
    }

    private Optional<String> hooksDifference(RenderedRelease release) {
        Path file = folder.resolve("expected-hooks.json");
        String actual = release.hooks().stream().map(HelmCase::line).collect(Collectors.joining("\n"));
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        List<String> expected = new ArrayList<>();
        for (Object hook : list(file)) {
            expected.add(line((Map<?, ?>) hook));
        }
        return actual.equals(String.join("\n", expected))
                ? Optional.empty()
                : Optional.of("hooks:\n  " + actual + "\ninstead of\n  " + String.join("\n  ", expected));
    }

    private static String line(Hook hook) {
        return hook.name() + "|" + hook.kind() + "|" + hook.path() + "|"
                + hook.events().stream().map(HookEvent::word).toList() + "|" + hook.weight() + "|"
                + hook.deletePolicies() + "|" + hook.outputLogPolicies();
    }

    private static String line(Map<?, ?> hook) {
        Object weight = hook.get("weight");
        return text(hook.get("name")) + "|" + text(hook.get("kind")) + "|" + text(hook.get("path")) + "|"
                + texts(hook.get("events")) + "|" + (weight instanceof Number number ? number.intValue() : 0) + "|"
                + texts(hook.get("deletePolicies")) + "|" + texts(hook.get("outputLogPolicies"));
    }

    private Optional<String> configDifference(RenderedRelease release) {
        Path file = folder.resolve("expected-config.json");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Map<String, @Nullable Object> expected = json(file);
        String actual = PlainJson.write(release.config(), PlainJson.Form.COMPACT, dev.capstan.yaml.ForeignValues.NONE);
        String wanted = PlainJson.write(expected, PlainJson.Form.COMPACT, dev.capstan.yaml.ForeignValues.NONE);
        return actual.equals(wanted) ? Optional.empty() : Optional.of("config " + actual + " instead of " + wanted);
    }

    private static String text(@Nullable Object value) {
        return value instanceof String text ? text : "";
    }

    private static List<String> texts(@Nullable Object value) {
        List<String> texts = new ArrayList<>();
        if (value instanceof List<?> list) {
            list.forEach(one -> texts.add((String) one));
        }
        return texts;
    }

    private Map<?, ?> options() {
        return facts.get("options") instanceof Map<?, ?> options ? options : Map.of();
    }

    private boolean option(String key) {
        return Boolean.TRUE.equals(options().get(key));
    }

    private static Map<String, @Nullable Object> json(Path file) {
        try {
            Map<String, @Nullable Object> map = PlainJson.readMap(Files.readString(file), Limits.DEFAULT);
            return map == null ? Map.of() : map;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<@Nullable Object> list(Path file) {
        try {
            List<@Nullable Object> list =
                    PlainJson.readList(Files.readString(file, StandardCharsets.UTF_8), Limits.DEFAULT);
            return list == null ? List.of() : list;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
