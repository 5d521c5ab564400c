package dev.capstan.cli.migrate.plan;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which flags of Flux have a setting here, which need none, and what is different without those that have neither. */
final class FlagRules {

    private static final String SOURCE = "source-controller";
    private static final String KUSTOMIZE = "kustomize-controller";
    private static final String HELM = "helm-controller";
    private static final String NOTIFICATION = "notification-controller";
    private static final String IMAGE = "image-reflector";

    /** By component and flag. */
    private static final Map<String, Map<String, String>> VARIABLES = Map.of(
            SOURCE,
            Map.of(
                    "helm-index-max-size", "CAPSTAN_SOURCE_HELM_INDEX_MAX_BYTES",
                    "helm-chart-max-size", "CAPSTAN_SOURCE_HELM_CHART_MAX_BYTES",
                    "helm-chart-file-max-size", "CAPSTAN_SOURCE_HELM_CHART_FILE_MAX_BYTES",
                    "artifact-retention-ttl", "CAPSTAN_SOURCE_RETENTION_TTL",
                    "artifact-retention-records", "CAPSTAN_SOURCE_RETENTION_RECORDS"),
            KUSTOMIZE,
            Map.of(
                    "concurrent-ssa", "CAPSTAN_KUSTOMIZE_CONCURRENT_SSA",
                    "requeue-dependency", "CAPSTAN_KUSTOMIZE_REQUEUE_DEPENDENCY",
                    "override-manager", "CAPSTAN_KUSTOMIZE_OVERRIDE_MANAGERS",
                    "custom-apply-stage-kinds", "CAPSTAN_KUSTOMIZE_CUSTOM_APPLY_STAGE_KINDS",
                    "sops-age-secret", "CAPSTAN_KUSTOMIZE_DECRYPTION_AGE_SECRET"),
            HELM,
            Map.of(
                    "requeue-dependency", "CAPSTAN_HELM_REQUEUE_DEPENDENCY",
                    "override-manager", "CAPSTAN_HELM_OVERRIDE_MANAGERS"),
            NOTIFICATION,
            Map.of("rate-limit-interval", "CAPSTAN_NOTIFICATION_RATE_LIMIT_INTERVAL"),
            IMAGE,
            Map.of());

    private static final Map<String, String> FOR_ALL = Map.of(
            "interval-jitter-percentage", "CAPSTAN_INTERVAL_JITTER_PERCENTAGE",
            "min-retry-delay", "CAPSTAN_MIN_RETRY_DELAY",
            "max-retry-delay", "CAPSTAN_MAX_RETRY_DELAY");

    /** Feature gates that are settings here as well. */
    private static final Map<String, Map<String, String>> GATES = Map.of(
            KUSTOMIZE,
            Map.of(
                    "StrictPostBuildSubstitutions",
                    "CAPSTAN_KUSTOMIZE_FEATURE_GATES_STRICT_POST_BUILD_SUBSTITUTIONS",
                    "ExternalArtifact",
                    "CAPSTAN_KUSTOMIZE_FEATURE_GATES_EXTERNAL_ARTIFACT",
                    "AdditiveCELDependencyCheck",
                    "CAPSTAN_KUSTOMIZE_FEATURE_GATES_ADDITIVE_CEL_DEPENDENCY_CHECK",
                    "DisableFailFastBehavior",
                    "CAPSTAN_KUSTOMIZE_FEATURE_GATES_DISABLE_FAIL_FAST_BEHAVIOR"),
            HELM,
            Map.of(
                    "ExternalArtifact",
                    "CAPSTAN_HELM_FEATURE_GATES_EXTERNAL_ARTIFACT",
                    "AdditiveCELDependencyCheck",
                    "CAPSTAN_HELM_FEATURE_GATES_ADDITIVE_CEL_DEPENDENCY_CHECK",
                    "DisableChartDigestTracking",
                    "CAPSTAN_HELM_FEATURE_GATES_DISABLE_CHART_DIGEST_TRACKING",
                    "DefaultToRetryOnFailure",
                    "CAPSTAN_HELM_FEATURE_GATES_DEFAULT_TO_RETRY_ON_FAILURE"));

    /** How a process is run, not what it does: ours have their own. The tenancy ones are read by {@link TenancyRules}. */
    private static final Set<String> OF_THE_PROCESS = Set.of(
            "events-addr",
            "metrics-addr",
            "health-addr",
            "receiverAddr",
            "log-level",
            "log-encoding",
            "enable-leader-election",
            "leader-election-release-on-cancel",
            "leader-election-lease-duration",
            "leader-election-renew-deadline",
            "leader-election-retry-period",
            "storage-path",
            "storage-addr",
            "storage-adv-addr",
            "artifact-digest-algo",
            "snapshot-digest-algo",
            "kube-api-qps",
            "kube-api-burst",
            "http-retry",
            "http-timeout",
            "graceful-shutdown-timeout",
            "oom-watch-memory-threshold",
            "oom-watch-interval",
            "oom-watch-max-memory-path",
            "oom-watch-current-memory-path",
            "helm-cache-max-size",
            "helm-cache-ttl",
            "helm-cache-purge-interval",
            "token-cache-max-size",
            "token-cache-max-duration",
            "export-http-path-metrics",
            "git-implementation",
            "gc-interval",
            "concurrent",
            "watch-all-namespaces",
            "watch-label-selector",
            "no-cross-namespace-refs",
            "no-remote-bases",
            "feature-gates");

    /** Gates without which nothing is different: what they switch is always so here, or is only about memory. */
    private static final Set<String> NEEDLESS_GATES = Set.of(
            "CacheSecretsAndConfigMaps",
            "DisableStatusPollerCache",
            "GroupChangeLog",
            "DirectSourceFetch",
            "MigrateAPIVersion",
            "CancelHealthCheckOnNewRevision",
            "OOMWatch",
            "AdoptLegacyReleases",
            "DetectDrift",
            "CorrectDrift",
            "OptimizedGitClones",
            "GitAllBranchReferences",
            "GitForcePushBranch",
            "GitShallowClone",
            "GitSparseCheckout",
            "CacheSecrets",
            "SparseCheckout");

    private static final Map<String, String> DIFFERENT = Map.of(
            "default-decryption-service-account",
            "files are decrypted with the identity of the controller where a Kustomization names no Secret",
            "default-kubeconfig-service-account",
            "kubeconfigs of clouds by spec.kubeConfig.configMapRef are not made here",
            "sops-vault-configmap",
            "logins at Vault by the token of a service account are not done here; give the token by a Secret",
            "insecure-kubeconfig-exec",
            "kubeconfigs that start programs are refused here",
            "insecure-kubeconfig-tls",
            "kubeconfigs that switch the check of certificates off are refused here",
            "watch-configs-label-selector",
            "ConfigMaps and Secrets wake objects here by the label reconcile.fluxcd.io/watch=Enabled",
            "ssh-kex-algos",
            "the algorithms of SSH are those of this client",
            "ssh-hostkey-algos",
            "the algorithms of SSH are those of this client",
            "insecure-allow-http",
            "sources by http are allowed here");

    private static final Map<String, String> DIFFERENT_GATES = Map.of(
            "UseHelm3Defaults",
            "HelmReleases that do not say otherwise are server-side applied at their next upgrade (name"
                    + " spec.upgrade.serverSideApply)",
            "AllowDNSLookups",
            "charts cannot ask the DNS here: getHostByName gives nothing",
            "ObjectLevelWorkloadIdentity",
            "sources and decryption use the identity of their controller, not that of a service account of theirs",
            "DisableConfigWatchers",
            "ConfigMaps and Secrets that are named by objects are watched by name, without their values");

    private FlagRules() {}

    /** The variable that a flag becomes. */
    static Optional<String> variable(String component, String flag) {
        return Optional.ofNullable(VARIABLES.getOrDefault(component, Map.of()).get(flag))
                .or(() -> Optional.ofNullable(FOR_ALL.get(flag)));
    }

    /** The variable that a feature gate becomes. */
    static Optional<String> gate(String component, String gate) {
        return Optional.ofNullable(GATES.getOrDefault(component, Map.of()).get(gate));
    }

    /** What is different without a flag; empty when nothing is. */
    static Optional<String> difference(String flag) {
        return OF_THE_PROCESS.contains(flag)
                ? Optional.empty()
                : Optional.of(DIFFERENT.getOrDefault(flag, "there is no such setting here"));
    }

    /** What is different without a feature gate that is on; empty when nothing is. */
    static Optional<String> gateDifference(String gate) {
        return NEEDLESS_GATES.contains(gate)
                ? Optional.empty()
                : Optional.of(DIFFERENT_GATES.getOrDefault(gate, "there is no such feature gate here"));
    }
}
