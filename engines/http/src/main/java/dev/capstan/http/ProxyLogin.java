package dev.capstan.http;

import java.util.Optional;
import okhttp3.Authenticator;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.Route;
import org.jspecify.annotations.Nullable;

/**
 * Logs in at an HTTP proxy: asked before a tunnel is opened, and again when that was refused, and then there is nothing better to
 * say. It is also asked when a server behind the proxy answers as a proxy would; that server gets nothing. Two are equal when the user
 * is, because the client opens a connection for each that is not.
 */
record ProxyLogin(Optional<HttpProxy.User> user) implements Authenticator {
    static final String HEADER = "Proxy-Authorization";

    /** The method of requests that are for the proxy itself. */
    private static final String TUNNEL = "CONNECT";

    @Override
    public @Nullable Request authenticate(@Nullable Route route, Response response) {
        var asked = response.request();
        return user.filter(_ -> asked.method().equals(TUNNEL) && asked.header(HEADER) == null)
                .map(known -> asked.newBuilder().header(HEADER, known.basic()).build())
                .orElse(null);
    }
}
