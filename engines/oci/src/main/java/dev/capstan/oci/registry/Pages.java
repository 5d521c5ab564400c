package dev.capstan.oci.registry;

import dev.capstan.http.HttpFailureException;
import dev.capstan.http.OutboundResponse;
import dev.capstan.oci.OciFailure;
import dev.capstan.oci.OciFailureException;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Lists that come in pages, each of which names the next one in its header {@code Link} (RFC 8288). */
record Pages(RegistryConnection connection, RegistryLimits limits) {
    private static final Pattern NEXT = Pattern.compile("<([^>]*)>\\s*;[^,]*\\brel\\s*=\\s*\"?next\"?(?:[\\s;,]|$)");

    /** Takes pages as they come. */
    @FunctionalInterface
    interface Reader {
        void read(byte[] page) throws OciFailureException;
    }

    /**
     * Reads pages until there is none left.
     *
     * @param what the list is of, for messages
     * @param unknown statuses of registries that do not know the list
     * @return false when the registry does not know the list at all
     */
    boolean read(URI first, String what, Set<Integer> unknown, Reader reader) throws OciFailureException {
        Optional<URI> next = Optional.of(first);
        long total = 0;
        for (int count = 0; next.isPresent(); count++) {
            if (count == limits.pages()) {
                throw exceeded("pages of " + what, limits.pages());
            }
            var page = page(next.get(), what, unknown);
            if (page.isEmpty()) {
                return false;
            }
            total += page.get().body().length;
            if (total > limits.list()) {
                throw exceeded("bytes of the list of " + what, limits.list());
            }
            reader.read(page.get().body());
            next = next(next.get(), page.get().link());
        }
        return true;
    }

    /** A page as it is now; one that is known and did not change is not sent again. */
    private Optional<KnownPages.Page> page(URI address, String what, Set<Integer> unknown) throws OciFailureException {
        String key = connection.identity() + " " + address;
        var known = connection.pages().get(key);
        var request = RegistryConnection.Request.get(address, limits.page());
        var conditional = known.map(page -> request.with("If-None-Match", page.entityTag()))
                .orElse(request);
        try (var answer = connection.send(conditional)) {
            if (answer.status() == 304 && known.isPresent()) {
                return known;
            }
            if (unknown.contains(answer.status())) {
                return Optional.empty();
            }
            if (answer.status() != 200) {
                throw connection.refused(answer, what);
            }
            var page = new KnownPages.Page(
                    answer.header("ETag").orElse(""),
                    body(answer),
                    answer.header("Link").orElse(""));
            connection.pages().put(key, page);
            return Optional.of(page);
        }
    }

    OciFailureException exceeded(String what, long allowed) {
        return new OciFailureException(new OciFailure.LimitExceeded(connection.repository(), what, allowed));
    }

    private Optional<URI> next(URI page, String link) throws OciFailureException {
        var match = NEXT.matcher(link);
        return match.find() ? Optional.of(connection.within(page, match.group(1))) : Optional.empty();
    }

    private byte[] body(OutboundResponse answer) throws OciFailureException {
        try {
            return answer.body().readAllBytes();
        } catch (HttpFailureException e) {
            throw HttpFailures.of(connection.repository(), e);
        } catch (IOException e) {
            throw new OciFailureException(new OciFailure.Unreachable(connection.repository(), "the connection broke"));
        }
    }
}
