package dev.capstan.apply.adapter;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** Why no connection to the API server came about, or why it broke, without a word of Java. */
final class ConnectionTrouble {

    private ConnectionTrouble() {}

    static String describe(@Nullable Throwable failure) {
        String found = "the connection broke off";
        int depth = 0;
        for (Throwable cause = failure; cause != null && depth < 20; cause = cause.getCause(), depth++) {
            // The innermost cause knows best.
            found = known(cause, found);
        }
        return found;
    }

    private static String known(Throwable cause, String before) {
        String message = cause.getMessage() == null ? "" : cause.getMessage();
        return switch (cause) {
            case UnknownHostException _ -> "its host name is not known";
            case NoRouteToHostException _ -> "there is no route to its address";
            case ConnectException _ when message.contains("timed out") -> "no connection came about in time";
            case ConnectException _ -> "its port refuses the connection";
            case SocketTimeoutException _ -> "it did not answer in time";
            case TimeoutException _ -> "it did not answer in time";
            case EOFException _ -> "it broke the connection off";
            case SocketException _ when message.contains("unreachable") -> "its network cannot be reached";
            case SocketException _ -> "it broke the connection off";
            case CertPathBuilderException _ ->
                "its certificate is signed by an authority that is not known; correct the"
                        + " certificate-authority of the kubeconfig";
            case CertificateExpiredException _ -> "its certificate has expired";
            case CertificateNotYetValidException _ -> "its certificate is not valid yet; compare the clocks";
            case SSLPeerUnverifiedException _ -> "its certificate is for another host name";
            case SSLException _
            when message.contains("bad_certificate") || message.contains("certificate_required") ->
                "it does not accept our client certificate";
            case SSLException _ -> before.startsWith("its certificate") ? before : "TLS could not be agreed on";
            default -> message.contains("Connection refused") ? "its port refuses the connection" : before;
        };
    }
}
