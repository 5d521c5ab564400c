package dev.capstan.http;

import java.util.Optional;
import okhttp3.Authenticator;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.Route;
import org.jspecify.annotations.Nullable;

/**
 * Logs in at an HTTP proxy: asked before a tunnel is opened, and again when that was refused, and then there is nothing better to
 * say. Two are equal when the user is, so a kept connection is used again by calls of the same user only.
 */
record ProxyLogin(Optional<HttpProxy.User> user) implements Authenticator {
    static final String HEADER = "Proxy-Authorization";

    @Override
    public @Nullable Request authenticate(@Nullable Route route, Response response) {
        return user.filter(_ -> response.request().header(HEADER) == null)
                .map(known -> response.request()
                        .newBuilder()
                        .header(HEADER, known.basic())
                        .build())
                .orElse(null);
    }
}
