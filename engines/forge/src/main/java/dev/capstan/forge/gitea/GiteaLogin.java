package dev.capstan.forge.gitea;

import dev.capstan.forge.ForgeLogin;
import dev.capstan.forge.rest.BasicLogin;
import dev.capstan.forge.rest.RestConnection;
import java.util.Map;

/** How Gitea learns who asks. */
final class GiteaLogin {
    private static final String HEADER = "Authorization";

    private GiteaLogin() {}

    static RestConnection on(RestConnection connection) {
        return connection.with(
                switch (connection.access().login()) {
                    case ForgeLogin.Nobody() -> Map.of();
                    case ForgeLogin.Token(var value) -> Map.of(HEADER, "token " + value);
                    case ForgeLogin.Password(var user, var password) ->
                        Map.of(HEADER, BasicLogin.header(user, password));
                });
    }
}
