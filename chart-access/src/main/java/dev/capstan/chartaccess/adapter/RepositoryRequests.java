package dev.capstan.chartaccess.adapter;

import dev.capstan.chartaccess.RepositoryAccess;
import dev.capstan.http.Deadline;
import dev.capstan.http.HttpFailureException;
import dev.capstan.http.OutboundHttp;
import dev.capstan.http.OutboundRequest;
import dev.capstan.http.OutboundResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/**
 * Requests to the server of a chart repository, and to others that its index names. Login and client certificate go to the server of
 * the repository alone, unless the spec says otherwise; never along with a redirect to another server.
 */
final class RepositoryRequests {
    private static final int MOST_REDIRECTS = 10;

    private final OutboundHttp http;

    RepositoryRequests(OutboundHttp http) {
        this.http = http;
    }

    /**
     * Asks for a file.
     *
     * @param headers besides those that say who we are
     * @param limit bytes of the answer
     */
    OutboundResponse get(RepositoryAccess access, URI place, Map<String, String> headers, long limit, Deadline deadline)
            throws HttpFailureException {
        boolean isTrusted = access.passesCredentials() || access.url().isSameOrigin(place);
        var all = new HashMap<>(headers);
        if (isTrusted) {
            access.login().ifPresent(login -> all.put("Authorization", basic(login.username(), login.password())));
        }
        var tls = isTrusted ? access.tls() : access.tls().withoutClient();
        return http.send(
                OutboundRequest.get(place, limit)
                        .with(all)
                        .over(tls, access.proxy())
                        .following(MOST_REDIRECTS),
                deadline);
    }

    private static String basic(String username, String password) {
        var text = username + ":" + password;
        return "Basic " + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
