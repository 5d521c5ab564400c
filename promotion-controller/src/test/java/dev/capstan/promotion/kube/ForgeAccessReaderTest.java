package dev.capstan.promotion.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.meta.LocalRef;
import dev.capstan.api.promotion.PromotionPullRequest;
import dev.capstan.forge.client.Forges;
import dev.capstan.git.Credentials;
import dev.capstan.git.Remote;
import dev.capstan.git.RemoteUrl;
import dev.capstan.http.AddressRule;
import dev.capstan.http.Deadline;
import dev.capstan.http.OutboundHttp;
import dev.capstan.runtime.secret.SecretException;
import dev.capstan.runtime.secret.SecretFailure;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForgeAccessReaderTest {

    @Test
    void namesTheSecretThatCannotBeRead() throws Exception {
        var remote =
                Remote.of(RemoteUrl.parse("https://github.com/team/apps").orElseThrow(), new Credentials.Anonymous());
        var spec = new PromotionPullRequest("github", null, new LocalRef("forge-token"), List.of());
        try (var http = new OutboundHttp(AddressRule.LOCAL)) {
            var reader = new ForgeAccessReader(
                    (_, name) -> {
                        throw new SecretException(new SecretFailure.Missing(name));
                    },
                    new Forges(http, InstantSource.system()));

            assertThat(reader.open("apps", spec, remote, Deadline.in(Duration.ofSeconds(5))))
                    .isEqualTo(new ForgeAccessReader.Opened.Closed(
                            "spec.pullRequest.secretRef: the Secret 'forge-token' does not exist"));
        }
    }
}
