package dev.capstan.cli.seal;

import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.process.Invocation;
import dev.capstan.http.AddressRule;
import dev.capstan.http.HttpFailureException;
import dev.capstan.http.OutboundHttp;
import dev.capstan.http.OutboundRequest;
import dev.capstan.secrets.sealed.Sealer;
import dev.capstan.secrets.sealed.SealingCertificate;
import dev.capstan.secrets.sealed.SealingException;
import dev.capstan.secrets.sealed.SealingRequest;
import dev.capstan.secrets.sealed.SealingScope;
import dev.capstan.yaml.YamlMap;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Seals what a user gives, with a certificate of a file, of an address or of the controller. */
final class Seals {
    private static final int LARGEST_CERTIFICATE = 1 << 20;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final Invocation invocation;
    private final SealFiles files;
    private final ControllerLocation controller;
    private final Optional<String> certificate;
    private final Optional<SealingScope> scope;
    private final Optional<String> namespace;

    Seals(
            Invocation invocation,
            SealFiles files,
            ControllerLocation controller,
            Optional<String> certificate,
            Optional<String> scope,
            Optional<String> namespace) {
        this.invocation = invocation;
        this.files = files;
        this.controller = controller;
        this.certificate = certificate.or(
                () -> Optional.ofNullable(invocation.environment().get("SEALED_SECRETS_CERT"))
                        .filter(text -> !text.isEmpty()));
        this.scope = scope.map(name -> SealingScope.parse(name)
                .orElseThrow(() -> new CommandFailure(
                        "The scope " + name + " is not known; it is strict, namespace-wide or cluster-wide", 2)));
        this.namespace = namespace;
    }

    /** Seals all Secrets of the input. */
    void seal(boolean allowsEmpty) {
        List<YamlMap> secrets = files.objects();
        if (secrets.isEmpty()) {
            throw new CommandFailure("There is nothing to seal: the input holds no object");
        }
        var sealed = new ArrayList<YamlMap>();
        try {
            Sealer sealer = sealer();
            for (YamlMap secret : secrets) {
                sealed.add(sealer.seal(secret, new SealingRequest(scope, namespaceOf(secret), allowsEmpty)));
            }
        } catch (SealingException e) {
            throw failure(e);
        }
        files.writeObjects(sealed);
    }

    private static CommandFailure failure(SealingException e) {
        return new CommandFailure("Cannot seal: " + e.problem());
    }

    /** What the user says; for a Secret without one, that of the kubeconfig's context. */
    private Optional<String> namespaceOf(YamlMap secret) {
        YamlMap metadata = secret.getMap("metadata");
        String own = metadata == null ? null : metadata.getText("namespace");
        boolean isBound = scope.orElse(SealingScope.STRICT) != SealingScope.CLUSTER_WIDE;
        return namespace.isPresent() || own != null || !isBound ? namespace : ContextNamespace.of(controller);
    }

    /** Seals one value and prints it without a line end. */
    void raw(Optional<String> value, String name) {
        String file = value.orElseThrow(() -> new CommandFailure("--raw needs --from-file", 2));
        try {
            byte[] bytes = file.equals("-") ? invocation.in().readAllBytes() : SealFiles.read(Path.of(file));
            var wanted = scope.orElse(SealingScope.STRICT);
            String where = namespace
                    .or(() -> wanted == SealingScope.CLUSTER_WIDE ? Optional.empty() : ContextNamespace.of(controller))
                    .orElse("");
            files.write(sealer().raw(bytes, wanted, where, name).getBytes(StandardCharsets.US_ASCII));
        } catch (SealingException e) {
            throw failure(e);
        } catch (IOException e) {
            throw new CommandFailure("Cannot read the value: " + e.getMessage(), e);
        }
    }

    /** Puts the values of the Secret of the input into a file. */
    void mergeInto(Path file) {
        byte[] before = SealFiles.read(file);
        YamlMap secret = SealFiles.only(files.read());
        try {
            files.replace(file, before, sealer().merge(SealFiles.only(before), secret));
        } catch (SealingException e) {
            throw failure(e);
        }
    }

    private Sealer sealer() throws SealingException {
        byte[] pem = certificate.isPresent()
                ? certificate(certificate.get())
                : new ControllerCalls(controller).certificate();
        return new Sealer(SealingCertificate.parse(pem), new SecureRandom(), Clock.systemUTC());
    }

    private static byte[] certificate(String place) {
        if (!place.startsWith("http://") && !place.startsWith("https://")) {
            return SealFiles.read(Path.of(place));
        }
        try (var http = new OutboundHttp(AddressRule.LOCAL);
                var answer = http.send(
                        OutboundRequest.get(URI.create(place), LARGEST_CERTIFICATE)
                                .following(5),
                        TIMEOUT)) {
            if (answer.status() != 200) {
                throw new CommandFailure("Cannot fetch the certificate: the server answered " + answer.status());
            }
            return answer.body().readAllBytes();
        } catch (HttpFailureException e) {
            throw new CommandFailure(
                    "Cannot fetch the certificate: " + e.failure().message());
        } catch (IOException | IllegalArgumentException e) {
            throw new CommandFailure("Cannot fetch the certificate: the address or the answer is not usable");
        }
    }
}
