package dev.capstan.sealedsecret.kube;

import dev.capstan.runtime.http.BoundedServer;
import dev.capstan.runtime.http.BoundedServer.Request;
import dev.capstan.runtime.http.BoundedServer.Response;
import dev.capstan.sealedsecret.key.KeyRing;
import dev.capstan.sealedsecret.pace.Pace;
import dev.capstan.sealedsecret.unseal.Resealing;
import dev.capstan.sealedsecret.unseal.SealedObject;
import dev.capstan.sealedsecret.unseal.Unsealed;
import dev.capstan.sealedsecret.unseal.Unsealing;
import dev.capstan.yaml.Dialect;
import dev.capstan.yaml.Json;
import dev.capstan.yaml.YamlMap;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What kubeseal asks for, open to everybody in the cluster: the certificate, whether an object can be unsealed, and an object sealed again.
 * No answer holds anything that was unsealed.
 */
final class SealingEndpoints implements BoundedServer.Handler {
    private static final String PEM = "application/x-pem-file";
    private static final String JSON = "application/json";
    private static final String OTHER = "other";
    private static final String NO_KEY = "There is no key yet; it is made now, ask again in some seconds";

    private final Supplier<Optional<KeyRing>> keys;
    private final Unsealing unsealing;
    private final Resealing resealing;
    private final SealingMetrics metrics;
    private final Pace verifications;
    private final Pace rotations;

    /** @param paces makes the limit of a path */
    SealingEndpoints(
            Supplier<Optional<KeyRing>> keys,
            Unsealing unsealing,
            Resealing resealing,
            SealingMetrics metrics,
            Supplier<Pace> paces) {
        this.keys = keys;
        this.unsealing = unsealing;
        this.resealing = resealing;
        this.metrics = metrics;
        this.verifications = paces.get();
        this.rotations = paces.get();
    }

    @Override
    public Response handle(Request request) {
        Response response = switch (request.path()) {
            case "/healthz" -> request.method().equals("GET") ? new Response(200, "ok") : notAllowed("GET");
            case "/v1/cert.pem" -> request.method().equals("GET") ? certificate() : notAllowed("GET");
            case "/v1/verify" ->
                request.method().equals("POST") ? limited(verifications, request, this::verify) : notAllowed("POST");
            case "/v1/rotate" ->
                request.method().equals("POST") ? limited(rotations, request, this::rotate) : notAllowed("POST");
            default -> new Response(404, "There is nothing at this path");
        };
        metrics.answered(response.status() == 404 ? OTHER : request.path(), response.status());
        return response;
    }

    private static Response notAllowed(String method) {
        return new Response(405, "This path is asked by " + method);
    }

    private Response certificate() {
        return keys.get()
                .flatMap(KeyRing::newest)
                .map(key -> new Response(200, PEM, key.pair().certificate()))
                .orElseGet(() -> new Response(500, NO_KEY));
    }

    private interface Answer {
        Response to(YamlMap object, KeyRing ring);
    }

    private Response limited(Pace pace, Request request, Answer answer) {
        if (!pace.tryNow(System.nanoTime())) {
            return new Response(429, "Too many requests; try again in a second");
        }
        Optional<YamlMap> object = SealedObject.read(request.body());
        Optional<KeyRing> ring = keys.get();
        if (object.isEmpty()) {
            return new Response(500, "The body is not one SealedSecret");
        }
        return ring.map(it -> answer.to(object.get(), it)).orElseGet(() -> new Response(500, NO_KEY));
    }

    private Response verify(YamlMap object, KeyRing ring) {
        return switch (unsealing.unseal(object, ring)) {
            case Unsealed.Opened _ -> new Response(200, "");
            case Unsealed.Refused _ -> new Response(409, "");
        };
    }

    private Response rotate(YamlMap object, KeyRing ring) {
        return resealing
                .reseal(object, ring)
                .map(again -> new Response(
                        200, JSON, new String(Json.write(again, Dialect.KUSTOMIZE), StandardCharsets.UTF_8)))
                .orElseGet(() -> new Response(500, "The SealedSecret cannot be unsealed"));
    }
}
