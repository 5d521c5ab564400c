package dev.capstan.forge.gitlab;

import dev.capstan.forge.ForgeLogin;
import dev.capstan.forge.rest.RestConnection;
import java.util.Map;

/** How GitLab learns who asks. Tokens that were issued by OAuth have a user in Git; all others have a header of their own. */
final class GitLabLogin {
    private static final String USER_OF_OAUTH = "oauth2";

    private GitLabLogin() {}

    static RestConnection on(RestConnection connection) {
        return connection.with(
                switch (connection.access().login()) {
                    case ForgeLogin.Nobody() -> Map.of();
                    case ForgeLogin.Token(var value) -> Map.of("PRIVATE-TOKEN", value);
                    case ForgeLogin.Password(var user, var password)
                    when user.equals(USER_OF_OAUTH) -> Map.of("Authorization", "Bearer " + password);
                    case ForgeLogin.Password(var _, var password) -> Map.of("PRIVATE-TOKEN", password);
                });
    }
}
