package dev.capstan.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * Says in our own words what the client and Java mean by their exceptions. None of their texts is passed on: they name classes,
 * and may quote addresses with credentials.
 *
 * @param host whom the call is for
 * @param port whom we connect to: the port of the proxy, if there is one
 */
record FailureTranslation(
        String host, int port, Optional<HttpProxy> proxy, Deadline deadline, Duration connectTimeout) {

    HttpFailureException of(IOException thrown) {
        return thrown instanceof HttpFailureException ours ? ours : new HttpFailureException(failureOf(thrown), thrown);
    }

    private HttpFailure failureOf(IOException thrown) {
        return switch (thrown) {
            case ConnectException _ -> refusedOrTimedOut(thrown);
            case SocketTimeoutException _ when !deadline.isOver() -> new HttpFailure.NotConnected(host, connectTimeout);
            case InterruptedIOException _ ->
                Thread.currentThread().isInterrupted()
                        ? new HttpFailure.Interrupted(host)
                        : new HttpFailure.TimedOut(host, deadline.allowed());
            case NoRouteToHostException _ -> new HttpFailure.ConnectionBroken(host, "there is no route to the host");
            case SSLException tls -> new HttpFailure.TlsRefused(host, withWhom() + reasonOf(tls));
            case EOFException _ -> new HttpFailure.ConnectionBroken(host, "it was closed too early");
            case ProtocolException _ -> new HttpFailure.ConnectionBroken(host, "the answer is cut off or is not HTTP");
            default -> other(thrown);
        };
    }

    /** Nothing tells the TLS with a proxy from the one that goes through it. */
    private String withWhom() {
        return proxy.filter(it -> it.kind() == HttpProxy.Kind.HTTPS)
                .map(it -> "with the proxy '" + it.host() + "', or through it: ")
                .orElse("");
    }

    private HttpFailure refusedOrTimedOut(IOException thrown) {
        var text = textOf(thrown);
        if (text.contains("timed out") || text.contains("timeout")) {
            return new HttpFailure.NotConnected(host, connectTimeout);
        }
        return text.contains("no route") || text.contains("unreachable")
                ? new HttpFailure.ConnectionBroken(host, "there is no route to the host")
                : new HttpFailure.ConnectionRefused(host, port);
    }

    private HttpFailure other(IOException thrown) {
        var text = textOf(thrown);
        if (proxy.isPresent() && text.contains("authenticate with proxy")) {
            return new HttpFailure.ProxyLoginRefused(proxy.get().user().isPresent());
        }
        if (proxy.isPresent() && text.contains("connect")) {
            return new HttpFailure.ProxyRefused(
                    proxy.get().host(), "it answered the request for a tunnel with an error");
        }
        if (deadline.isOver() || text.contains("canceled")) {
            return deadline.isOver()
                    ? new HttpFailure.TimedOut(host, deadline.allowed())
                    : new HttpFailure.Interrupted(host);
        }
        return new HttpFailure.ConnectionBroken(host, text.contains("reset") ? "it was reset" : "it ended early");
    }

    private String reasonOf(SSLException thrown) {
        if (thrown instanceof SSLPeerUnverifiedException) {
            return "the certificate is for another host than '" + host + "'";
        }
        if (isCausedBy(thrown, CertificateExpiredException.class)) {
            return "the certificate has expired";
        }
        if (isCausedBy(thrown, CertificateNotYetValidException.class)) {
            return "the certificate is not valid yet; compare the clocks";
        }
        var text = textOf(thrown);
        if (isCausedBy(thrown, CertPathValidatorException.class)
                || text.contains("certification path")
                || text.contains("pkix")) {
            return "the certificate is signed by an authority that is not known; add the authority to the key ca.crt"
                    + " of the Secret";
        }
        if (text.contains("certificate_required")
                || text.contains("bad_certificate")
                || text.contains("certificate_unknown")
                || text.contains("unknown_ca")
                || text.contains("handshake_failure")
                || text.contains("decrypt_error")) {
            return "the server ended the handshake; it wants a client certificate, or refuses the one it got";
        }
        if (text.contains("unsupported or unrecognized ssl message") || text.contains("plaintext")) {
            return "port " + port + " does not speak TLS; is the address meant to begin with http://?";
        }
        return text.contains("protocol_version") || text.contains("no appropriate protocol")
                ? "there is no TLS version that both sides accept"
                : "the handshake failed";
    }

    private static boolean isCausedBy(Throwable thrown, Class<? extends Throwable> kind) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private static String textOf(Throwable thrown) {
        return String.valueOf(thrown.getMessage()).toLowerCase(Locale.ROOT);
    }
}
