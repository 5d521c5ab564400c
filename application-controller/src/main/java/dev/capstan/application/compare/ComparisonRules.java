package dev.capstan.application.compare;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.api.argo.ApplicationSpec;
import dev.capstan.api.argo.ResourceIgnoreDifferences;
import dev.capstan.application.object.ApplicationObject;
import dev.capstan.application.plane.ControlPlane;
import dev.capstan.argo.annotation.SyncOptions;
import dev.capstan.argo.compare.CompareOptions;
import dev.capstan.argo.compare.ignore.IgnoreRule;
import dev.capstan.argo.compare.ignore.IgnoreRules;
import dev.capstan.argo.health.assess.HealthRules;
import dev.capstan.argo.object.Fields;
import dev.capstan.argo.object.ObjectKey;
import dev.capstan.argo.settings.ArgoSettings;
import dev.capstan.argo.settings.ArgoSettings.IgnoredStatus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** By which rules the objects of an Application are compared: those of {@code argocd-cm}, and its own. */
final class ComparisonRules {
    private static final String COMPARE_OPTIONS = "argocd.argoproj.io/compare-options";

    private static final String SERVER_SIDE = "ServerSideApply";

    private final ArgoSettings settings;
    private final HealthRules health;
    private final List<ResourceIgnoreDifferences> own;
    private final List<String> syncOptions;
    private final Set<String> compareOptions;
    private final IgnoreRules ignore;

    private ComparisonRules(ControlPlane plane, ApplicationObject application) {
        ApplicationSpec spec = application.spec();
        this.settings = plane.settings();
        this.health = plane.health();
        this.own = spec.ignoreDifferences();
        this.syncOptions = optionsOf(spec);
        this.compareOptions = compareOptionsOf(application);
        this.ignore = IgnoreRules.of(rules(settings, own), System::nanoTime);
    }

    /** The rules for an Application. */
    static ComparisonRules of(ControlPlane plane, ApplicationObject application) {
        return new ComparisonRules(plane, application);
    }

    /** Whether these are the rules for an Application; they are read anew only when something of it has changed. */
    boolean areFor(ControlPlane plane, ApplicationObject application) {
        ApplicationSpec spec = application.spec();
        return settings.equals(plane.settings())
                && health.equals(plane.health())
                && own.equals(spec.ignoreDifferences())
                && syncOptions.equals(optionsOf(spec))
                && compareOptions.equals(compareOptionsOf(application));
    }

    private static List<String> optionsOf(ApplicationSpec spec) {
        return spec.syncPolicy() == null ? List.of() : spec.syncPolicy().syncOptions();
    }

    private static Set<String> compareOptionsOf(ApplicationObject application) {
        return Arrays.stream(application.annotation(COMPARE_OPTIONS).split(",", -1))
                .map(String::strip)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether the API server is asked what an apply would change. */
    boolean isByServer() {
        return compareOptions.contains("ServerSideDiff=true");
    }

    /** For one comparison of the whole Application. */
    CompareOptions options() {
        return new CompareOptions(
                settings.compareOptions().ignoresAggregatedRoles(),
                ignore.renewed(),
                isServerSide(),
                !compareOptions.contains("IncludeMutationWebhook=true"),
                CompareOptions.MANAGER,
                Refresh.tracking(settings));
    }

    HealthRules health() {
        return health;
    }

    /** What is wrong with them; nothing is compared then. */
    List<String> problems() {
        return ignore.problems();
    }

    List<String> warnings() {
        return ignore.warnings();
    }

    /** Whether a comparison of an object depends on fields that its content hash does not have. */
    boolean looksBeyondContent(ObjectKey key, Optional<Target> target) {
        return isServerSide()
                || target.filter(it -> SyncOptions.of(it.manifest()).isOn(SERVER_SIDE))
                        .isPresent()
                || isByServer()
                || settings.compareOptions().ignoredStatus() != IgnoredStatus.ALL
                || !ignore.managers(key).isEmpty();
    }

    private boolean isServerSide() {
        return new SyncOptions(syncOptions).isOn(SERVER_SIDE);
    }

    private static List<IgnoreRule> rules(ArgoSettings settings, List<ResourceIgnoreDifferences> own) {
        List<IgnoreRule> rules = new ArrayList<>();
        IgnoreRule.forStatus(settings.compareOptions().ignoredStatus()).ifPresent(rules::add);
        settings.ignoreDifferences().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> rules.add(ofSetting(entry.getKey(), entry.getValue())));
        own.forEach(rule -> rules.add(new IgnoreRule(
                text(rule.group()),
                rule.kind(),
                text(rule.name()),
                text(rule.namespace()),
                rule.jsonPointers(),
                rule.jqPathExpressions(),
                rule.managedFieldsManagers())));
        return rules;
    }

    /** @param kind {@code group/Kind} */
    private static IgnoreRule ofSetting(String kind, JsonNode rule) {
        int slash = kind.indexOf('/');
        return new IgnoreRule(
                slash < 0 ? "" : kind.substring(0, slash),
                kind.substring(slash + 1),
                "",
                "",
                Fields.texts(rule, "jsonPointers"),
                Fields.texts(rule, "jqPathExpressions"),
                Fields.texts(rule, "managedFieldsManagers"));
    }

    private static String text(@Nullable String text) {
        return Objects.requireNonNullElse(text, "");
    }
}
