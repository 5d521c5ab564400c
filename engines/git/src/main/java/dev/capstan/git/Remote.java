package dev.capstan.git;

import dev.capstan.digest.FieldDigest;
import dev.capstan.http.HttpProxy;
import dev.capstan.http.TlsMaterial;
import java.util.Optional;

/** A repository and everything needed to be let in. Two equal remotes share one mirror, two different ones never do. */
public record Remote(RemoteUrl url, Credentials credentials, TlsMaterial tls, Optional<HttpProxy> proxy) {

    /** Without proxy and with the default TLS settings. */
    public static Remote of(RemoteUrl url, Credentials credentials) {
        return new Remote(url, credentials, TlsMaterial.NONE, Optional.empty());
    }

    /**
     * A name for this remote that is safe as a file name: a hash over the URL and all credentials, so that nobody reads from a
     * mirror that was filled with rights that they do not have. Of a token that is issued it is what the token was issued for.
     */
    public String identity() {
        var hash = new FieldDigest();
        hash.add(url.toString());
        hash.add(url.password().orElse(""));
        switch (credentials) {
            case Credentials.Anonymous _ -> hash.add("anonymous");
            case Credentials.Basic(var username, var password) -> hash.add("basic", username, password);
            case Credentials.Issued(var username, var _, var issuedTo) -> hash.add("issued", username, issuedTo);
            case Credentials.IssuedBearer(var _, var issuedTo) -> hash.add("issued bearer", issuedTo);
            case Credentials.Bearer(var token) -> hash.add("bearer", token);
            case Credentials.SshKey(var identity, var knownHosts, var passphrase, var acceptsAnyHost) -> {
                hash.add("ssh", identity, knownHosts, passphrase.orElse(""));
                if (acceptsAnyHost) {
                    hash.add("any host");
                }
            }
        }
        hash.add(tls.authorities().orElse(""));
        tls.client().ifPresent(client -> hash.add(client.certificates(), client.privateKey()));
        if (tls.acceptsAnyServer()) {
            hash.add("any server");
        }
        proxy.ifPresent(p -> {
            hash.add("proxy", p.kind().name(), p.host(), Integer.toString(p.port()));
            p.user().ifPresent(user -> hash.add(user.name(), user.password()));
        });
        return hash.finish().hex();
    }
}
