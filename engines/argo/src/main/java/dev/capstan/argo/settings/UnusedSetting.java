package dev.capstan.argo.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Keys of {@code argocd-cm} that are not acted on, by what they are about. */
enum UnusedSetting {
    GLOBAL_PROJECTS("globalProjects", "every project stands for itself"),
    REPOSITORIES("repositories", "repositories are described by Secrets"),
    REPOSITORY_CREDENTIALS("repository.credentials", "credentials are described by Secrets"),
    HELM_REPOSITORIES("helm.repositories", "repositories are described by Secrets"),
    KUSTOMIZE_PATH("kustomize.path", "builds run no programs, so there is one version of kustomize"),
    KUSTOMIZE_VERSION("kustomize.version", "builds run no programs, so there is one version of kustomize"),
    KUSTOMIZE_OPTIONS("kustomize.buildOptions.", "options are the same for all versions"),
    KUSTOMIZE_ENABLE("kustomize.enable", "all kinds of sources are on"),
    HELM_ENABLE("helm.enable", "all kinds of sources are on"),
    JSONNET_ENABLE("jsonnet.enable", "Jsonnet is refused"),
    PLUGINS("configManagementPlugins", "plugins are refused"),
    HELM_SCHEMES("helm.valuesFileSchemes", "values files are fetched by https and http"),
    ACTIONS("resource.customizations.actions.", "there are no actions"),
    KNOWN_TYPES("resource.customizations.knownTypeFields.", "known types come from the schema of the API server"),
    IGNORED_UPDATES("resource.customizations.ignoreResourceUpdates.", "every change of an object is looked at"),
    IGNORES_UPDATES("resource.ignoreResourceUpdatesEnabled", "every change of an object is looked at"),
    JITTER("timeout.reconciliation.jitter", "refreshes are spread by themselves"),
    IMPERSONATION("application.sync.impersonation.enabled", "accounts of a project are used when it names some"),
    HYDRATOR("hydrator.enabled", "sources are not hydrated");

    private static final Set<String> USED = Set.of(
            "application.resourceTrackingMethod",
            "application.instanceLabelKey",
            "installationID",
            "timeout.reconciliation",
            "timeout.hard.reconciliation",
            "resource.exclusions",
            "resource.inclusions",
            "resource.compareoptions",
            "resource.customizations",
            "resource.sensitive.mask.annotations",
            "kustomize.buildOptions",
            "cluster.inClusterEnabled");

    /** Of the server, its pages and its logins, which are not here at all. */
    private static final List<String> OF_SERVER = List.of(
            "url",
            "additionalUrls",
            "ui.",
            "ga.",
            "help.",
            "dex.",
            "oidc.",
            "accounts.",
            "admin.",
            "users.",
            "statusbadge.",
            "server.",
            "webhook.",
            "exec.",
            "extension.",
            "deepLinks",
            "project.links",
            "application.links",
            "resource.links",
            "application.allowedNodeLabels",
            "passwordPattern");

    private final String key;
    private final String why;

    UnusedSetting(String key, String why) {
        this.key = key;
        this.why = why;
    }

    /** A sentence for each key that is not acted on; none for those of the server. */
    static List<String> notices(Set<String> keys) {
        var notices = new ArrayList<String>();
        for (String key : new TreeSet<>(keys)) {
            if (!isUsed(key) && OF_SERVER.stream().noneMatch(key::startsWith)) {
                notices.add(key + " is not acted on: " + why(key));
            }
        }
        return notices;
    }

    private static boolean isUsed(String key) {
        return USED.contains(key)
                || key.startsWith("resource.customizations.health.")
                || key.startsWith("resource.customizations.ignoreDifferences.");
    }

    private static String why(String key) {
        for (UnusedSetting setting : values()) {
            if (key.equals(setting.key) || setting.key.endsWith(".") && key.startsWith(setting.key)) {
                return setting.why;
            }
        }
        return key.startsWith(KUSTOMIZE_PATH.key) || key.startsWith(KUSTOMIZE_VERSION.key)
                ? KUSTOMIZE_PATH.why
                : "it is not known";
    }
}
