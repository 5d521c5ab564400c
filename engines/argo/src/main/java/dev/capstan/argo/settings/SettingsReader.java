package dev.capstan.argo.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.capstan.argo.schedule.GoDuration;
import dev.capstan.argo.settings.ArgoSettings.CompareOptions;
import dev.capstan.argo.settings.ArgoSettings.IgnoredStatus;
import dev.capstan.argo.tracking.Tracking;
import dev.capstan.argo.tracking.TrackingMethod;
import dev.capstan.yaml.Dialect;
import dev.capstan.yaml.Json;
import dev.capstan.yaml.Limits;
import dev.capstan.yaml.UnwritableValueException;
import dev.capstan.yaml.YamlDocument;
import dev.capstan.yaml.YamlReader;
import dev.capstan.yaml.YamlSyntaxException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Reads {@code argocd-cm}, key by key. */
final class SettingsReader {
    private static final String HEALTH = "resource.customizations.health.";
    private static final String IGNORED = "resource.customizations.ignoreDifferences.";
    private static final String CUSTOMIZATIONS = "resource.customizations";
    private static final Limits LIMITS = new Limits(1 << 20, 64, 10_000);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, String> data;
    private final List<String> notices = new ArrayList<>();
    private final Map<String, String> healthScripts = new HashMap<>();
    private final Map<String, JsonNode> ignoreDifferences = new HashMap<>();

    private SettingsReader(Map<String, String> data) {
        this.data = new TreeMap<>(data);
    }

    static ArgoSettings read(Map<String, String> data) {
        return new SettingsReader(data).settings();
    }

    private ArgoSettings settings() {
        data.forEach(this::customization);
        yaml(CUSTOMIZATIONS).ifPresent(this::oldCustomizations);
        JsonNode compare = yaml("resource.compareoptions").orElseGet(JSON::createObjectNode);
        notices.addAll(UnusedSetting.notices(data.keySet()));
        return new ArgoSettings(
                tracking(),
                text("application.instanceLabelKey", Tracking.DEFAULT_LABEL),
                text("installationID", ""),
                duration("timeout.reconciliation", Duration.ofSeconds(120)),
                duration("timeout.hard.reconciliation", Duration.ZERO),
                patterns("resource.exclusions"),
                patterns("resource.inclusions"),
                new CompareOptions(compare.path("ignoreAggregatedRoles").asBoolean(false), ignoredStatus(compare)),
                healthScripts,
                ignoreDifferences,
                texts("resource.sensitive.mask.annotations"),
                KustomizeFlags.of(text("kustomize.buildOptions", ""), notices),
                !text("cluster.inClusterEnabled", "true").equals("false"),
                notices);
    }

    private String text(String key, String fallback) {
        String text = data.getOrDefault(key, "").strip();
        return text.isEmpty() ? fallback : text;
    }

    private Set<String> texts(String key) {
        return Arrays.stream(text(key, "").split(",", -1))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    private TrackingMethod tracking() {
        String method = text("application.resourceTrackingMethod", "");
        return TrackingMethod.parse(method).orElseGet(() -> {
            notices.add("application.resourceTrackingMethod: '" + method
                    + "' is none of annotation, label and annotation+label; annotation is used");
            return TrackingMethod.ANNOTATION;
        });
    }

    private Duration duration(String key, Duration fallback) {
        String text = text(key, "");
        if (text.isEmpty()) {
            return fallback;
        }
        Optional<Duration> read = GoDuration.parse(text).filter(duration -> !duration.isNegative());
        if (read.isEmpty()) {
            notices.add(key + ": '" + text + "' is no duration such as 180s; " + fallback.toSeconds() + "s is used");
        }
        return read.orElse(fallback);
    }

    private List<ResourcePattern> patterns(String key) {
        var patterns = new ArrayList<ResourcePattern>();
        yaml(key).ifPresent(list -> {
            if (!list.isArray()) {
                notices.add(key + ": it is not a list, and is left out");
                return;
            }
            for (JsonNode entry : list) {
                ResourcePattern.of(entry)
                        .ifPresentOrElse(
                                patterns::add,
                                () -> notices.add(key + ": an entry is not a map of lists, and is left out"));
            }
        });
        return patterns;
    }

    /** YAML reads a bare {@code off} as a boolean, so {@code false} is the same setting. */
    private IgnoredStatus ignoredStatus(JsonNode compare) {
        String status = compare.path("ignoreResourceStatusField").asText("all");
        return switch (status) {
            case "", "all" -> IgnoredStatus.ALL;
            case "crd" -> IgnoredStatus.CRD;
            case "none", "off", "false" -> IgnoredStatus.NONE;
            default -> {
                notices.add("resource.compareoptions: ignoreResourceStatusField '" + status
                        + "' is none of all, crd and none; all is used");
                yield IgnoredStatus.ALL;
            }
        };
    }

    private void customization(String key, String value) {
        if (key.startsWith(HEALTH)) {
            healthScripts.put(kind(key.substring(HEALTH.length())), value);
        } else if (key.startsWith(IGNORED)) {
            yaml(key).ifPresent(rules -> ignoreDifferences.put(kind(key.substring(IGNORED.length())), rules));
        }
    }

    /** The form of before: one document for all kinds, with texts inside. */
    private void oldCustomizations(JsonNode all) {
        all.fields().forEachRemaining(entry -> {
            String kind = entry.getKey();
            JsonNode health = entry.getValue().path("health.lua");
            JsonNode ignored = entry.getValue().path("ignoreDifferences");
            if (health.isTextual()) {
                healthScripts.putIfAbsent(kind, health.asText());
            }
            if (ignored.isTextual()) {
                parsed(CUSTOMIZATIONS + " of " + kind, ignored.asText())
                        .ifPresent(rules -> ignoreDifferences.putIfAbsent(kind, rules));
            }
        });
    }

    /** {@code apps_Deployment} and {@code Service} as {@code apps/Deployment} and {@code /Service}; {@code all} is every kind. */
    private static String kind(String suffix) {
        if (suffix.equals("all")) {
            return "*/*";
        }
        int underscore = suffix.indexOf('_');
        return underscore < 0 ? "/" + suffix : suffix.substring(0, underscore) + "/" + suffix.substring(underscore + 1);
    }

    private Optional<JsonNode> yaml(String key) {
        String text = data.getOrDefault(key, "");
        return text.isBlank() ? Optional.empty() : parsed(key, text);
    }

    private Optional<JsonNode> parsed(String key, String text) {
        try {
            List<YamlDocument> documents = YamlReader.readAll(key, text.getBytes(StandardCharsets.UTF_8), LIMITS);
            return documents.isEmpty()
                    ? Optional.empty()
                    : Optional.of(JSON.readTree(Json.write(documents.getFirst().root(), Dialect.KUBERNETES)));
        } catch (YamlSyntaxException | UnwritableValueException | IOException unreadable) {
            notices.add(key + ": it cannot be read and is left out: " + unreadable.getMessage());
            return Optional.empty();
        }
    }
}
