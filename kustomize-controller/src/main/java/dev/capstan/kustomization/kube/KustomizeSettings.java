package dev.capstan.kustomization.kube;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** What the operator of the controller may set, below {@code capstan.kustomize}. */
@ConfigMapping(prefix = "capstan.kustomize")
public interface KustomizeSettings {

    /** Whether sources and dependencies in other namespaces are refused. */
    @WithDefault("false")
    boolean noCrossNamespaceRefs();

    /** Account for Kustomizations that name none; with it nothing runs with the controller's own rights. */
    Optional<String> defaultServiceAccount();

    /** How long to wait at most for a dependency or an artifact. */
    @WithDefault("30s")
    Duration requeueDependency();

    /** Prefixes of further field managers whose fields are taken over. */
    Optional<Set<String>> overrideManagers();

    /** Whether the annotation of {@code kubectl rollout restart} and its siblings are left alone. */
    @WithDefault("true")
    boolean keepRestarts();

    /** {@code group/Kind} of kinds that are applied before the rest. */
    Optional<Set<String>> customApplyStageKinds();

    /** How many requests of one Kustomization are under way at once. */
    @WithDefault("4")
    int concurrentSsa();

    /** How long the knowledge of the watches is trusted before everything is sent to the API server again. */
    @WithDefault("1h")
    Duration verifyEvery();

    /**
     * {@code Kind} (of the core group) or {@code group/Kind} of kinds of which pruning deletes nothing that does not carry
     * the annotation {@code capstan.dev/prune: allowed}.
     */
    Optional<Set<String>> protectedKinds();

    /**
     * How much one run may delete, as {@code <objects>,<percent>%}, or {@code off}: more objects than that which are at
     * least that share of all are only deleted when somebody acknowledges it.
     */
    @WithDefault("50,100%")
    String pruneLimit();

    /**
     * How long an object that left a Kustomization is kept for another one of the same repository that cannot be built, so that
     * nobody knows whether the object moved there.
     */
    @WithDefault("10m")
    Duration handOverPatience();

    /** Where Applications of Argo CD are that the mark of an object names without a namespace; an object of one is left alone. */
    @WithDefault("argocd")
    String applicationNamespace();

    /** Feature gates, with the names of the Flux controllers. */
    FeatureGates featureGates();

    /** How artifacts are fetched and kept. */
    Artifacts artifacts();

    /** Whether remote bases are refused, before any network access. */
    @WithDefault("false")
    boolean noRemoteBases();

    /** How remote bases are fetched. */
    RemoteBases remoteBases();

    /** How encrypted files are opened. */
    Decrypting decryption();

    /** The clusters that kubeconfigs lead to. */
    RemoteClusters remoteClusters();

    /** What one build may take. */
    Build build();

    /** Feature gates. */
    interface FeatureGates {
        /** Undeclared variables fail the build. */
        @WithDefault("true")
        boolean strictPostBuildSubstitutions();

        /** Sources of kind ExternalArtifact may be used. */
        @WithDefault("false")
        boolean externalArtifact();

        /** {@code readyExpr} is asked in addition to the built-in rules. */
        @WithDefault("false")
        boolean additiveCelDependencyCheck();

        /** A health check goes on after the first failed object. */
        @WithDefault("false")
        boolean disableFailFastBehavior();
    }

    /** Artifacts. */
    interface Artifacts {
        /** Where they are unpacked; a folder of its own below the temporary one when absent. */
        Optional<String> directory();

        /** Largest archive as it is served, in bytes. */
        @WithDefault("536870912")
        long maxDownload();

        /** Largest archive after decompression, in bytes. */
        @WithDefault("2147483648")
        long maxUnpacked();

        /** Most entries of one archive. */
        @WithDefault("500000")
        int maxEntries();

        /** Bytes of unpacked archives that are kept for the next use. */
        @WithDefault("1073741824")
        long maxKept();

        /** {@code host:port} to ask in place of the addresses' own, for a controller outside of the cluster. */
        Optional<String> hostOverride();
    }

    /** Bases that lie in other repositories, named by address in {@code resources} or {@code components}. */
    interface RemoteBases {
        /** Where mirrors are kept; a folder of its own below the temporary one when absent. */
        Optional<String> directory();

        /** Largest repository, unpacked, in bytes; a sixteenth of the heap when absent. It is held in memory during a build. */
        Optional<Long> maxSize();

        /** Whether they may be on this machine. */
        @WithDefault("false")
        boolean allowLoopback();

        /** Whether they may have link-local addresses, where clouds have their metadata services. */
        @WithDefault("false")
        boolean allowLinkLocal();
    }

    /** Keys of encrypted files, beside those that Kustomizations name. */
    interface Decrypting {
        /** Name of the Secret with age keys ({@code *.agekey}) for Kustomizations that name none. */
        Optional<String> ageSecret();

        /** Where that Secret lies: beside the controller. */
        @WithDefault("${RUNTIME_NAMESPACE:flux-system}")
        String ageSecretNamespace();

        /** Whether Kustomizations that name no Secret may use the identity that the controller has at clouds. */
        @WithDefault("true")
        boolean cloudIdentity();

        /** For one question to a key service. */
        @WithDefault("30s")
        Duration keyServiceTimeout();

        /** Whether key services may be on this machine. */
        @WithDefault("false")
        boolean allowLoopback();

        /** Whether key services may have link-local addresses, where clouds have their metadata services. */
        @WithDefault("false")
        boolean allowLinkLocal();
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

    /** Limits of one build; the message of a build that needs more names the limit. */
    interface Build {
        /** How many builds are under way at once; as many as there are processors when absent. */
        Optional<Integer> concurrent();

        /** Largest file that is read, in bytes; a sixteenth of the heap, at least 16 MiB, when absent. */
        Optional<Long> maxFileSize();

        /** All files that are read together, in bytes; an eighth of the heap, at least 32 MiB, when absent. */
        Optional<Long> maxTotalSize();

        /** Most objects. */
        @WithDefault("20000")
        int maxObjects();
    }
}
