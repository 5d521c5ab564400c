package dev.capstan.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.Credentials;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;

/**
 * HTTP to servers that users named. The host of every call, and of every redirect, is resolved once, each of its addresses is
 * checked, and the connection goes to a checked address and no other; so a name that changes its address in between gains
 * nothing. Through a proxy it is the proxy that is checked, and the target only when it is written as an address: the proxy
 * resolves names. Safe for several threads; kept connections are bounded in number and time, and shared by calls with the same
 * {@link ConnectionKey}: addresses, TLS settings, proxy and its login.
 */
public final class OutboundHttp implements AutoCloseable {
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(30);
    private static final int KEPT_CONNECTIONS = 32;
    private static final int KEPT_SECONDS = 20;
    private static final int MOST_TLS_CONTEXTS = 64;

    private final CheckedAddresses addresses;
    private final OkHttpClient base;
    private final Optional<HostBudgets> budgets;
    private final Map<TlsMaterial, TlsContext> contexts;

    /** Connects under the rule. */
    public OutboundHttp(AddressRule rule) {
        this(rule, HostResolver.SYSTEM);
    }

    /** Connects under the rule, with another way to find addresses. */
    public OutboundHttp(AddressRule rule, HostResolver resolver) {
        this(rule, resolver, Optional.empty());
    }

    /** Connects under the rule, and asks no host for more than its budget. */
    public OutboundHttp(AddressRule rule, HostBudgets budgets) {
        this(rule, HostResolver.SYSTEM, Optional.of(budgets));
    }

    private OutboundHttp(AddressRule rule, HostResolver resolver, Optional<HostBudgets> budgets) {
        this.budgets = budgets;
        this.contexts = new ConcurrentHashMap<>();
        this.addresses = new CheckedAddresses(rule, resolver);
        this.base = new OkHttpClient.Builder()
                .protocols(List.of(Protocol.HTTP_1_1))
                .connectionPool(new ConnectionPool(KEPT_CONNECTIONS, KEPT_SECONDS, TimeUnit.SECONDS))
                .followRedirects(false)
                .followSslRedirects(false)
                .connectTimeout(LONGEST_CONNECT)
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .proxy(Proxy.NO_PROXY)
                .build();
    }

    private OutboundHttp(OutboundHttp sharing) {
        this.budgets = Optional.empty();
        this.contexts = sharing.contexts;
        this.addresses = sharing.addresses;
        this.base = sharing.base;
    }

    /**
     * The same for calls that must not be held back by what others were answered. It shares connections with this one, and is closed
     * with it.
     */
    public OutboundHttp withoutBudgets() {
        return new OutboundHttp(this);
    }

    /**
     * Sends a call and waits for the beginning of the answer.
     *
     * @param timeout for everything together: names, connecting, redirects, and reading the answer to its end
     * @throws HttpFailureException when there is no answer; every status, also of the 500s, is an answer
     */
    public OutboundResponse send(OutboundRequest call, Duration timeout) throws HttpFailureException {
        return send(call, Deadline.in(timeout));
    }

    /** As {@link #send(OutboundRequest, Duration)}, with a deadline that holds for other work as well. */
    public OutboundResponse send(OutboundRequest call, Deadline deadline) throws HttpFailureException {
        OutboundRequest next = call;
        while (true) {
            HttpUrl url = urlOf(next.address());
            OutboundResponse answer = budgets.isPresent()
                    ? sendInTurn(budgets.get(), next, url, deadline)
                    : sendOnce(next, url, deadline);
            Optional<String> location = isRedirect(answer.status()) ? answer.header("Location") : Optional.empty();
            if (location.isEmpty() || call.redirects() == 0) {
                return answer;
            }
            answer.close();
            next = Redirect.follow(next, url, location.get());
        }
    }

    private OutboundResponse sendInTurn(HostBudgets budget, OutboundRequest call, HttpUrl url, Deadline deadline)
            throws HttpFailureException {
        var answerer = Answerer.of(call, url);
        var pause = budget.pause(answerer);
        if (pause.isPresent()) {
            return OutboundResponse.leaveAlone(pause.get());
        }
        try (var turn = budget.begin(answerer, deadline)
                .orElseThrow(() -> new HttpFailureException(new HttpFailure.NoTurn(url.host(), deadline.allowed())))) {
            // The host may have asked to be left alone while this call waited.
            pause = budget.pause(answerer);
            if (pause.isPresent()) {
                return OutboundResponse.leaveAlone(pause.get());
            }
            var answer = sendOnce(call, url, deadline);
            turn.answered(answer.status(), answer.retryAfter());
            return answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HttpFailureException(new HttpFailure.Interrupted(url.host()), e);
        }
    }

    private OutboundResponse sendOnce(OutboundRequest call, HttpUrl url, Deadline deadline)
            throws HttpFailureException {
        Optional<HttpProxy> proxy = call.proxy();
        String connectHost = proxy.map(HttpProxy::host).orElse(url.host());
        var checked = addresses.of(connectHost, deadline);
        if (proxy.isPresent() && CheckedAddresses.isLiteral(url.host())) {
            var unused = addresses.of(url.host(), deadline);
        }
        Call sending = clientFor(call, url, new PinnedAddresses(connectHost, checked, proxy, call.tls()), deadline)
                .newCall(requestFor(call, url));
        var failures = new FailureTranslation(
                url.host(), proxy.map(HttpProxy::port).orElse(url.port()), proxy, deadline, LONGEST_CONNECT);
        try {
            Response response = sending.execute();
            var headers = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
            headers.putAll(response.headers().toMultimap());
            return new OutboundResponse(
                    response.code(), headers, new AnswerBody(response, sending, failures, call.answerLimit()));
        } catch (IOException e) {
            throw failures.of(e);
        }
    }

    private OkHttpClient clientFor(OutboundRequest call, HttpUrl url, PinnedAddresses pinned, Deadline deadline)
            throws HttpFailureException {
        var builder = base.newBuilder().dns(pinned).callTimeout(deadline.remaining());
        if (url.isHttps()) {
            TlsContext tls = contextOf(call.tls());
            builder.sslSocketFactory(tls.sockets(), tls.trust());
            if (call.tls().acceptsAnyServer()) {
                builder.hostnameVerifier((_, _) -> true);
            }
        }
        if (call.proxy().isPresent()) {
            goThrough(builder, call.proxy().get(), call, url, pinned);
        }
        return builder.build();
    }

    private void goThrough(
            OkHttpClient.Builder builder, HttpProxy proxy, OutboundRequest call, HttpUrl url, PinnedAddresses pinned)
            throws HttpFailureException {
        if (proxy.kind() == HttpProxy.Kind.SOCKS5) {
            builder.socketFactory(new Socks5Sockets(proxy, pinned.addresses()));
            builder.dns(pinned.under(url.host()));
            return;
        }
        if (proxy.kind() == HttpProxy.Kind.HTTPS) {
            // The client certificate of the call is for its target.
            var tls = contextOf(new TlsMaterial(call.tls().authorities(), Optional.empty()));
            builder.socketFactory(new TlsProxySockets(tls.sockets()));
            builder.dns(pinned.named());
        }
        builder.proxy(new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(proxy.host(), proxy.port())));
        builder.proxyAuthenticator(new ProxyLogin(proxy.user()));
    }

    private static Request requestFor(OutboundRequest call, HttpUrl url) throws HttpFailureException {
        var request = new Request.Builder().url(url);
        request.header("User-Agent", "capstan");
        request.header("Accept-Encoding", "identity");
        if (!url.username().isEmpty()) {
            request.header("Authorization", basic(url.username(), url.password()));
        }
        for (var header : call.headers().entrySet()) {
            setHeader(request, header.getKey(), header.getValue());
        }
        // A request in clear goes to the proxy as it is, so the proxy's login goes with it; a tunnel has its own.
        if (!url.isHttps()) {
            call.proxy()
                    .filter(proxy -> proxy.kind() != HttpProxy.Kind.SOCKS5)
                    .flatMap(HttpProxy::user)
                    .ifPresent(user -> request.header(ProxyLogin.HEADER, user.basic()));
        }
        var body = call.body().map(RequestContent::new).orElse(null);
        return request.method(call.method(), body).build();
    }

    private static void setHeader(Request.Builder request, String name, String value) throws HttpFailureException {
        try {
            request.header(name, value);
        } catch (IllegalArgumentException e) {
            // Its text quotes the value.
            throw new HttpFailureException(new HttpFailure.HeaderMalformed(name));
        }
    }

    private TlsContext contextOf(TlsMaterial material) throws HttpFailureException {
        TlsContext known = contexts.get(material);
        if (known != null) {
            return known;
        }
        TlsContext made = TlsContext.from(material);
        if (contexts.size() >= MOST_TLS_CONTEXTS) {
            contexts.clear();
        }
        TlsContext earlier = contexts.putIfAbsent(material, made);
        return earlier == null ? made : earlier;
    }

    private static HttpUrl urlOf(URI address) throws HttpFailureException {
        HttpUrl url = HttpUrl.parse(address.toString());
        if (url == null || address.getRawAuthority() == null) {
            throw new HttpFailureException(
                    new HttpFailure.AddressMalformed("it is not an http or https URL with a host"));
        }
        return url;
    }

    private static boolean isRedirect(int status) {
        return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    }

    private static String basic(String user, String password) {
        return Credentials.basic(user, password, StandardCharsets.UTF_8);
    }

    /** Ends all calls and closes kept connections. */
    @Override
    public void close() {
        base.dispatcher().cancelAll();
        base.connectionPool().evictAll();
    }
}
