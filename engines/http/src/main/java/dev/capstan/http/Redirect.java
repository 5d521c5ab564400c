package dev.capstan.http;

import okhttp3.HttpUrl;

/** Where a redirect leads, and what may go there. */
final class Redirect {
    private Redirect() {}

    /**
     * The call to the new place; headers that say who we are stay behind when it is of another origin.
     *
     * @throws HttpFailureException when it may not be followed
     */
    static OutboundRequest follow(OutboundRequest call, HttpUrl from, String location) throws HttpFailureException {
        if (call.redirects() <= 0) {
            throw refused(from, "there are too many redirects");
        }
        if (call.body().isPresent()) {
            throw refused(from, "a request with a body is not sent to another place");
        }
        HttpUrl to = from.resolve(location);
        if (to == null) {
            throw refused(from, "it leads to something that is not an http or https URL");
        }
        if (from.isHttps() && !to.isHttps()) {
            throw refused(from, "it leads from https to http on '" + to.host() + "'");
        }
        boolean isSameOrigin =
                to.scheme().equals(from.scheme()) && to.host().equals(from.host()) && to.port() == from.port();
        HttpUrl clean = to.newBuilder().username("").password("").build();
        return isSameOrigin ? call.to(keepingLogin(clean, from).uri()) : call.toStranger(clean.uri());
    }

    private static HttpUrl keepingLogin(HttpUrl to, HttpUrl from) {
        return to.newBuilder()
                .encodedUsername(from.encodedUsername())
                .encodedPassword(from.encodedPassword())
                .build();
    }

    private static HttpFailureException refused(HttpUrl from, String why) {
        return new HttpFailureException(new HttpFailure.RedirectRefused(from.host(), why));
    }
}
