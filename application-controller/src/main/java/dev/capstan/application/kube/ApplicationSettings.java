package dev.capstan.application.kube;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What the operator of the controller may set, below {@code capstan.application}; what each means stands next to its default. */
@ConfigMapping(prefix = "capstan.application")
public interface ApplicationSettings {

    /** The control-plane namespace: where projects, settings and the Secrets of repositories and clusters are. */
    String namespace();

    /** Patterns of further namespaces whose Applications are taken care of, where their project permits it; none when absent. */
    Optional<List<String>> namespaces();

    /**
     * The account, as {@code namespace:name}, that applies what an Application has where its project names none; when absent that is
     * this process with its own rights.
     */
    Optional<String> defaultServiceAccount();

    /**
     * A file. When it is named, this process only looks, also while Argo CD's own controller runs: it writes into this file what it would do
     * about each Application, and nothing into any cluster.
     */
    Optional<Path> preview();

    /** Whether the files of submodules of Git repositories are in their places; else these are absent. */
    boolean gitSubmodules();

    /** Other clusters. */
    RemoteClusters remoteClusters();

    /** What is kept on disk. */
    Storage storage();

    /** The ports for {@code argocd --core}. */
    Core core();

    /** The ports for {@code argocd --core}. */
    interface Core {
        /** Whether they are opened at all. */
        boolean enabled();

        /** The address on which they are opened. */
        String host();

        /** Where calls of a repository server are answered; 0 for a free port. */
        int repoServerPort();

        /** Where states of Applications are read; 0 for a free port. */
        int redisPort();
    }

    /** Clusters that Secrets describe. */
    interface RemoteClusters {
        /** Whether one may be on this machine. */
        boolean allowLoopback();

        /** Whether one may have a link-local address. */
        boolean allowLinkLocal();

        /** How many are connected at a time. */
        int max();
    }

    /** What is kept on disk; nothing but time is lost with it. */
    interface Storage {
        /** Mirrors of repositories, and charts. */
        Path path();
    }
}
