package dev.capstan.cli.cluster;

import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.terminal.SlowNotice;
import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Clients for kubeconfig files. */
public final class Kubernetes {

    /** How long a connection may take; who is away is known soon. */
    private static final Duration CONNECTION = Duration.ofMillis(2_500);

    /** How long a cluster that took the connection may take to answer the first request: a busy one takes its time. */
    private static final Duration FIRST_ANSWER = Duration.ofSeconds(10);

    private Kubernetes() {}

    /**
     * A client for the file's current context; the caller closes it.
     *
     * @throws CommandFailure soon when the file is not a kubeconfig, or when the cluster does not answer or
     *     refuses the credentials; the message names address, context and cause
     */
    public static KubernetesClient connect(Path kubeconfig) {
        Config config = KubeconfigFile.read(kubeconfig);
        requireAnswer(config, kubeconfig);
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    /**
     * The address of the API server that a kubeconfig leads to, without asking it.
     *
     * @throws CommandFailure when the file is not a kubeconfig
     */
    public static String server(Path kubeconfig) {
        return KubeconfigFile.read(kubeconfig).getMasterUrl();
    }

    /**
     * The namespace of the file's current context, {@code default} when the context says none; does not ask the cluster.
     *
     * @throws CommandFailure when the file is not a kubeconfig
     */
    public static String namespace(Path kubeconfig) {
        return Optional.ofNullable(KubeconfigFile.read(kubeconfig).getNamespace())
                .filter(name -> !name.isEmpty())
                .orElse("default");
    }

    private static void requireAnswer(Config config, Path kubeconfig) {
        Config impatient = new ConfigBuilder(config)
                .withRequestRetryBackoffLimit(0)
                .withConnectionTimeout((int) CONNECTION.toMillis())
                .withRequestTimeout((int) FIRST_ANSWER.toMillis())
                .build();
        try (var _ = SlowNotice.over("waiting for an answer of " + config.getMasterUrl());
                KubernetesClient client =
                        new KubernetesClientBuilder().withConfig(impatient).build()) {
            client.getKubernetesVersion();
        } catch (KubernetesClientException unanswered) {
            throw new CommandFailure(
                    "Cannot reach %s (%s): %s"
                            .formatted(config.getMasterUrl(), where(config, kubeconfig), cause(unanswered)),
                    unanswered);
        }
    }

    private static String where(Config config, Path kubeconfig) {
        return Optional.ofNullable(config.getCurrentContext())
                .map(NamedContext::getName)
                .map(context -> "context " + context + " of " + kubeconfig)
                .orElse(kubeconfig.toString());
    }

    /** What went wrong, in words, without names of classes. */
    static String cause(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case UnknownHostException _, UnresolvedAddressException _ -> {
                    return "its name is not known";
                }
                case HttpConnectTimeoutException _ -> {
                    return "no connection within " + CONNECTION.toMillis() + " ms";
                }
                case HttpTimeoutException _ -> {
                    return "no answer within " + FIRST_ANSWER.toSeconds() + " s";
                }
                case SSLException broken -> {
                    return "TLS failed: " + broken.getMessage();
                }
                case ConnectException refused -> {
                    return refused.getMessage() == null ? connectionCause(refused) : refused.getMessage();
                }
                case KubernetesClientException answered
                when answered.getCode() == HttpURLConnection.HTTP_UNAUTHORIZED -> {
                    return "the credentials were refused (401)";
                }
                case KubernetesClientException answered
                when answered.getCode() > 0 -> {
                    return "the server answered " + answered.getCode();
                }
                default -> {}
            }
        }
        return String.valueOf(failure.getMessage());
    }

    /** The JDK's client leaves the message of a refused connection empty. */
    private static String connectionCause(ConnectException refused) {
        for (Throwable cause = refused.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException) {
                return "its name is not known";
            }
        }
        return "connection refused";
    }
}
