package dev.capstan.git.serve;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.ReceivePack;
import org.eclipse.jgit.transport.RefAdvertiser;
import org.eclipse.jgit.transport.UploadPack;

/** The three requests of smart HTTP (gitprotocol-http): refs, upload-pack, receive-pack. Anything else is 404. */
final class SmartHttpHandler implements HttpHandler {
    private static final Pattern REQUEST =
            Pattern.compile("/([^/]+?)(?:\\.git)?/(info/refs|git-upload-pack|git-receive-pack)");
    private static final String UPLOAD_PACK = "git-upload-pack";
    private static final String RECEIVE_PACK = "git-receive-pack";

    private final Map<String, ServedRepository> repositories;

    SmartHttpHandler(Map<String, ServedRepository> repositories) {
        this.repositories = repositories;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var request = REQUEST.matcher(exchange.getRequestURI().getPath());
            var served = request.matches() ? repositories.get(request.group(1)) : null;
            if (served == null) {
                refuse(exchange, 404, "no such repository");
                return;
            }
            switch (request.group(2)) {
                case "info/refs" -> advertise(exchange, served);
                case UPLOAD_PACK -> uploadPack(exchange, served);
                default -> receivePack(exchange, served);
            }
        }
    }

    private static void advertise(HttpExchange exchange, ServedRepository served) throws IOException {
        var query = exchange.getRequestURI().getQuery();
        var service = query == null ? "" : query.replaceFirst("^service=", "");
        if (!service.equals(UPLOAD_PACK) && !service.equals(RECEIVE_PACK)) {
            refuse(exchange, 403, "only smart HTTP is spoken here; use a Git client of this century");
            return;
        }
        if (service.equals(RECEIVE_PACK) && served.access() == Access.READ_ONLY) {
            refuse(exchange, 403, "this repository is read only");
            return;
        }
        served.refresh();
        var answer = new ByteArrayOutputStream();
        var lines = new PacketLineOut(answer);
        var advertiser = new RefAdvertiser.PacketLineOutRefAdvertiser(lines);
        if (service.equals(UPLOAD_PACK)) {
            try (var pack = uploadPackOf(exchange, served)) {
                pack.sendAdvertisedRefs(advertiser, UPLOAD_PACK);
            }
        } else {
            lines.writeString("# service=" + RECEIVE_PACK + "\n");
            lines.end();
            receivePackOf(served).sendAdvertisedRefs(advertiser);
        }
        answerHeaders(exchange, "application/x-" + service + "-advertisement");
        exchange.sendResponseHeaders(200, answer.size());
        exchange.getResponseBody().write(answer.toByteArray());
    }

    private static void uploadPack(HttpExchange exchange, ServedRepository served) throws IOException {
        try (var pack = uploadPackOf(exchange, served);
                var in = body(exchange)) {
            answerHeaders(exchange, "application/x-git-upload-pack-result");
            exchange.sendResponseHeaders(200, 0);
            try (var out = new BufferedOutputStream(exchange.getResponseBody(), 1 << 16)) {
                pack.upload(in, out, null);
            }
        }
    }

    private static void receivePack(HttpExchange exchange, ServedRepository served) throws IOException {
        if (served.access() == Access.READ_ONLY) {
            refuse(exchange, 403, "this repository is read only");
            return;
        }
        try (var in = body(exchange)) {
            answerHeaders(exchange, "application/x-git-receive-pack-result");
            exchange.sendResponseHeaders(200, 0);
            try (var out = new BufferedOutputStream(exchange.getResponseBody(), 1 << 16)) {
                receivePackOf(served).receive(in, out, null);
            }
        }
    }

    private static UploadPack uploadPackOf(HttpExchange exchange, ServedRepository served) {
        var pack = new UploadPack(served.repository());
        pack.setBiDirectionalPipe(false);
        pack.setRequestPolicy(UploadPack.RequestPolicy.REACHABLE_COMMIT);
        var protocol = exchange.getRequestHeaders().getFirst("Git-Protocol");
        pack.setExtraParameters(protocol == null ? List.of() : List.of(protocol.split(":", -1)));
        return pack;
    }

    private static ReceivePack receivePackOf(ServedRepository served) {
        var pack = new ReceivePack(served.repository());
        pack.setBiDirectionalPipe(false);
        pack.setCheckReceivedObjects(true);
        pack.setAllowNonFastForwards(true);
        return pack;
    }

    private static InputStream body(HttpExchange exchange) throws IOException {
        var in = new BufferedInputStream(exchange.getRequestBody(), 1 << 16);
        var encoding = exchange.getRequestHeaders().getFirst("Content-Encoding");
        return "gzip".equals(encoding) ? new GZIPInputStream(in) : in;
    }

    private static void answerHeaders(HttpExchange exchange, String contentType) {
        var headers = exchange.getResponseHeaders();
        headers.set("Content-Type", contentType);
        headers.set("Cache-Control", "no-cache");
    }

    private static void refuse(HttpExchange exchange, int status, String reason) throws IOException {
        var text = (reason + "\n").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        exchange.sendResponseHeaders(status, text.length);
        exchange.getResponseBody().write(text);
    }
}
