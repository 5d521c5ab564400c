package dev.capstan.oci.registry;

import dev.capstan.digest.FieldDigest;
import dev.capstan.http.Deadline;
import dev.capstan.http.HttpFailure;
import dev.capstan.http.HttpFailureException;
import dev.capstan.http.OutboundHttp;
import dev.capstan.http.OutboundRequest;
import dev.capstan.http.OutboundResponse;
import dev.capstan.oci.OciFailure;
import dev.capstan.oci.OciFailureException;
import dev.capstan.oci.RepositoryName;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether a host that need not speak TLS does. Only what an answer showed is kept: a host that was away for a moment, or wants
 * fewer requests, is asked anew. Who gave authorities wants TLS, and nothing else is tried. Belongs to one thread.
 */
final class SchemeProbe {
    private static final String TLS = "https";
    private static final String PLAIN = "http";
    private static final int LONGEST_ANSWER = 16 << 10;
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final OutboundHttp http;
    private final RepositoryName repository;
    private final RegistryAccess access;
    private final Deadline deadline;
    private final KnownSchemes known;
    private final String identity;
    private @Nullable String found;

    /**
     * Shares what is known with all those who have the same access.
     *
     * @param identity equal for those who have
     */
    SchemeProbe(
            OutboundHttp http,
            RepositoryName repository,
            RegistryAccess access,
            String identity,
            Deadline deadline,
            KnownSchemes known) {
        this.http = http;
        this.repository = repository;
        this.access = access;
        this.deadline = deadline;
        this.known = known;
        this.identity = identity;
    }

    /** The scheme; asked for once. */
    String scheme() throws OciFailureException {
        String scheme = found == null ? find() : found;
        found = scheme;
        return scheme;
    }

    private String find() throws OciFailureException {
        boolean isLocal = repository.isLoopback();
        if (access.tls().authorities().isPresent() || !isLocal && !access.isInsecure()) {
            return TLS;
        }
        var key =
                new FieldDigest().add(identity, repository.registry()).finish().hex();
        var before = known.get(key);
        if (before.isPresent()) {
            return before.get();
        }
        String shown = isLocal ? either(PLAIN, TLS) : either(TLS, PLAIN);
        known.put(key, shown);
        return shown;
    }

    private String either(String first, String second) throws OciFailureException {
        try {
            return shownBy(first);
        } catch (HttpFailureException e) {
            var failure = HttpFailures.of(repository, e);
            if (!mayMeanTheOther(e.failure())) {
                throw failure;
            }
            try {
                return shownBy(second);
            } catch (HttpFailureException again) {
                failure.addSuppressed(again);
                throw failure;
            }
        }
    }

    private static boolean mayMeanTheOther(HttpFailure failure) {
        return switch (failure) {
            case HttpFailure.TlsRefused _,
                    HttpFailure.ConnectionBroken _,
                    HttpFailure.ConnectionRefused _,
                    HttpFailure.NotConnected _,
                    HttpFailure.TimedOut _ -> true;
            case HttpFailure.AddressMalformed _,
                    HttpFailure.HeaderMalformed _,
                    HttpFailure.TlsMaterialUnusable _,
                    HttpFailure.HostUnknown _,
                    HttpFailure.AddressForbidden _,
                    HttpFailure.ProxyLoginRefused _,
                    HttpFailure.ProxyRefused _,
                    HttpFailure.RedirectRefused _,
                    HttpFailure.AnswerTooLong _,
                    HttpFailure.NoTurn _,
                    HttpFailure.Interrupted _ -> false;
        };
    }

    /** A server that speaks TLS answers 400 to plain HTTP, if it answers at all. */
    private String shownBy(String scheme) throws HttpFailureException, OciFailureException {
        try (var answer = send(scheme)) {
            if (answer.status() == 429) {
                throw new OciFailureException(new OciFailure.RateLimited(repository, answer.retryAfter()));
            }
            if (scheme.equals(PLAIN) && mayBeOfProxy(answer.status())) {
                throw new OciFailureException(new OciFailure.RegistryRefused(repository, answer.status(), ""));
            }
            return scheme.equals(PLAIN) && answer.status() == 400 ? TLS : scheme;
        }
    }

    /** A proxy answers for hosts that it does not reach. */
    private boolean mayBeOfProxy(int status) {
        return access.proxy().isPresent() && status >= 502 && status <= 504;
    }

    /** A server may keep silent to what it does not speak, so that half of the time is left for something else. */
    private OutboundResponse send(String scheme) throws HttpFailureException {
        var half = deadline.remaining().dividedBy(2);
        var limit = half.compareTo(LONGEST) < 0 ? half : LONGEST;
        return http.send(
                OutboundRequest.get(URI.create(scheme + "://" + repository.registry() + "/v2/"), LONGEST_ANSWER)
                        .over(access.tls(), access.proxy()),
                limit);
    }
}
