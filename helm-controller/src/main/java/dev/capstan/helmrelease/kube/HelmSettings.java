package dev.capstan.helmrelease.kube;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** What the operator of the controller may set, below {@code capstan.helm}. */
@ConfigMapping(prefix = "capstan.helm")
public interface HelmSettings {

    /** Whether charts and dependencies in other namespaces are refused. */
    @WithDefault("false")
    boolean noCrossNamespaceRefs();

    /** Account for HelmReleases that name none; with it nothing runs with the controller's own rights. */
    Optional<String> defaultServiceAccount();

    /** How long to wait at most for a dependency or a chart. */
    @WithDefault("30s")
    Duration requeueDependency();

    /** Prefixes of further field managers whose fields are taken over. */
    Optional<Set<String>> overrideManagers();

    /** Where Applications of Argo CD are that the mark of an object names without a namespace; an object of one is left alone. */
    @WithDefault("argocd")
    String applicationNamespace();

    /** Feature gates, with the names of the Flux controllers. */
    FeatureGates featureGates();

    /** How artifacts are fetched and kept. */
    Artifacts artifacts();

    /** The clusters that kubeconfigs lead to. */
    RemoteClusters remoteClusters();

    /** Feature gates. */
    interface FeatureGates {
        /** Charts may come from sources of kind ExternalArtifact. */
        @WithDefault("false")
        boolean externalArtifact();

        /** {@code readyExpr} is asked in addition to the built-in rules. */
        @WithDefault("false")
        boolean additiveCelDependencyCheck();

        /** The digest of a chart of a registry does not become part of its version. */
        @WithDefault("false")
        boolean disableChartDigestTracking();

        /** A spec that names no strategy asks to try again and undo nothing. */
        @WithDefault("false")
        boolean defaultToRetryOnFailure();
    }

    /** Artifacts. */
    interface Artifacts {
        /** Where they are unpacked; a folder of its own below the temporary one when absent. */
        Optional<String> directory();

        /** Largest archive as it is served, in bytes. */
        @WithDefault("52428800")
        long maxDownload();

        /** Largest archive after decompression, in bytes. */
        @WithDefault("104857600")
        long maxUnpacked();

        /** Most entries of one archive. */
        @WithDefault("10000")
        int maxEntries();

        /** Bytes of unpacked archives that are kept for the next use. */
        @WithDefault("268435456")
        long maxKept();

        /** {@code host:port} to ask in place of the addresses' own, for a controller outside of the cluster. */
        Optional<String> hostOverride();
    }

    /** Other clusters, named by {@code spec.kubeConfig}. */
    interface RemoteClusters {
        /** How many may be in use at a time. */
        @WithDefault("500")
        int max();

        /** Whether they may be on this machine. */
        @WithDefault("false")
        boolean allowLoopback();

        /** Whether they may have link-local addresses, where clouds have their metadata services. */
        @WithDefault("false")
        boolean allowLinkLocal();
    }
}
