package dev.capstan.cli.inspection;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Whether clocks agree: this machine's, the API server's and those of the nodes. */
public final class ClockCheck {

    private static final String SUBJECT = "Clock";

    /** Dates in answers have no fractions, and answers take their time. */
    private static final Duration TOLERANCE = Duration.ofSeconds(5);

    /** A node renews its lease every ten seconds. */
    private static final Duration LEASE = Duration.ofSeconds(60);

    private final KubernetesClient client;
    private final Clock clock;

    /** @param clock this machine's */
    public ClockCheck(KubernetesClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    /** One finding for the API server, and one for each node that is off. */
    public List<Finding> findings() {
        Optional<Instant> server = serverTime();
        if (server.isEmpty()) {
            return List.of(Finding.warning(SUBJECT, "the API server says no time", "Compare the clocks by hand."));
        }
        List<Finding> findings = new ArrayList<>();
        findings.add(between(server.get(), clock.instant()));
        for (Lease lease : leases()) {
            Optional.ofNullable(lease.getSpec().getRenewTime())
                    .flatMap(renewed -> node(lease.getMetadata().getName(), renewed.toInstant(), server.get()))
                    .ifPresent(findings::add);
        }
        return List.copyOf(findings);
    }

    /** This machine against the API server. */
    static Finding between(Instant server, Instant here) {
        Duration ahead = Duration.between(server, here);
        return ahead.abs().compareTo(TOLERANCE) <= 0
                ? Finding.ok(SUBJECT, "this machine and the API server agree")
                : Finding.warning(
                        SUBJECT,
                        "this machine is %d s %s the API server"
                                .formatted(ahead.abs().toSeconds(), ahead.isNegative() ? "behind" : "ahead of"),
                        "Let both keep time by NTP: certificates and tokens are good for a time only.");
    }

    /** A node, by the time that it wrote into its lease. */
    static Optional<Finding> node(String name, Instant renewed, Instant server) {
        Duration ahead = Duration.between(server, renewed);
        if (ahead.compareTo(TOLERANCE) > 0) {
            return Optional.of(Finding.failed(
                    SUBJECT,
                    "the node %s is %d s ahead of the API server".formatted(name, ahead.toSeconds()),
                    "Let it keep time by NTP: leader election goes by the clock."));
        }
        return ahead.negated().compareTo(LEASE) > 0
                ? Optional.of(Finding.warning(
                        SUBJECT,
                        "the node %s is behind by %d s, or gone"
                                .formatted(name, ahead.negated().toSeconds()),
                        "Look at it: kubectl describe node " + name))
                : Optional.empty();
    }

    private List<Lease> leases() {
        try {
            return client.leases().inNamespace("kube-node-lease").list().getItems();
        } catch (KubernetesClientException refusal) {
            return List.of();
        }
    }

    private Optional<Instant> serverTime() {
        var http = client.getHttpClient();
        var request = http.newHttpRequestBuilder()
                .uri(client.getMasterUrl().toString().replaceAll("/+$", "") + "/version")
                .build();
        try {
            HttpResponse<String> answer =
                    http.sendAsync(request, String.class).get(TOLERANCE.toSeconds(), TimeUnit.SECONDS);
            return Optional.ofNullable(answer.header("Date"))
                    .map(date -> ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException | TimeoutException | DateTimeException unknown) {
            return Optional.empty();
        }
    }
}
