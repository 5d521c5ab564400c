package dev.capstan.forge.client;

import static dev.capstan.forge.client.ForgeScript.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.forge.ForgeFailure;
import dev.capstan.forge.ForgeLogin;
import dev.capstan.forge.ForgeProvider;
import dev.capstan.forge.ForgeResult;
import dev.capstan.forge.MergeMethod;
import dev.capstan.forge.NewPullRequest;
import dev.capstan.forge.PullRequest;
import dev.capstan.forge.PullRequest.Mergeable;
import dev.capstan.forge.PullRequest.State;
import dev.capstan.forge.PullRequests;
import dev.capstan.testkit.http.ScriptedServer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong in the same way at every forge, and with every operation. */
class ForgeFailuresTest {
    private final ForgeScript forge = new ForgeScript();

    @AfterEach
    void stop() {
        forge.close();
    }

    private PullRequests pulls(ForgeProvider provider) {
        return forge.open(
                provider, provider == ForgeProvider.BITBUCKET_SERVER ? "/rest/api/1.0" : "/x", "org", "fleet");
    }

    /** Every operation once. */
    private static Stream<ForgeResult<?>> all(PullRequests pulls) {
        var pull = new PullRequest(7, "", State.OPEN, ForgeScript.HEAD, "images", "main", "T", "B", Mergeable.UNKNOWN);
        return Stream.of(
                pulls.find("images", "main"),
                pulls.get(7),
                pulls.open(new NewPullRequest("images", "main", "T", "B", List.of("l"), List.of())),
                pulls.update(7, "T", "B", List.of("l")),
                pulls.comment(7, "C"),
                pulls.close(7),
                pulls.checks(pull),
                pulls.merge(7, ForgeScript.HEAD, MergeMethod.MERGE),
                pulls.deleteBranch("images", ForgeScript.HEAD));
    }

    private static MockResponse answer(int status, String body, String... headers) {
        var answer = new MockResponse.Builder().code(status).body(body);
        for (int i = 0; i < headers.length; i += 2) {
            answer.addHeader(headers[i], headers[i + 1]);
        }
        return answer.build();
    }

    @ParameterizedTest
    @EnumSource
    void aRefusedLoginSaysWhichIsNeeded(ForgeProvider provider) {
        forge.always(answer(401, "{\"message\": \"Bad credentials " + ForgeScript.TOKEN + "\"}"));

        assertThat(all(pulls(provider))).allSatisfy(result -> {
            assertThat(failure(result)).isInstanceOf(ForgeFailure.Unauthorized.class);
            assertThat(failure(result).mayPass()).isFalse();
            assertThat(failure(result).message()).contains(provider.scope()).doesNotContain(ForgeScript.TOKEN);
        });
    }

    @ParameterizedTest
    @EnumSource
    void aRefusalPassesOnItsWordsWithoutTheToken(ForgeProvider provider) {
        forge.always(answer(
                403,
                "{\"message\": \"Resource not accessible\\n by " + ForgeScript.TOKEN
                        + " see https://u:pw@host/x?key=abc\"}"));

        assertThat(all(pulls(provider))).allSatisfy(result -> {
            assertThat(failure(result)).isInstanceOf(ForgeFailure.Forbidden.class);
            assertThat(failure(result).message())
                    .contains("Resource not accessible by *** see https://***@host/x?***")
                    .doesNotContain(ForgeScript.TOKEN, "pw@", "abc");
        });
    }

    @ParameterizedTest
    @EnumSource
    void aServerInTroubleMayPass(ForgeProvider provider) {
        forge.always(answer(503, "<html>down</html>", "Retry-After", "40"));

        assertThat(all(pulls(provider))).allSatisfy(result -> {
            assertThat(failure(result)).isInstanceOf(ForgeFailure.ServerError.class);
            assertThat(failure(result).mayPass()).isTrue();
            assertThat(failure(result).leftAloneFor()).contains(Duration.ofSeconds(40));
        });
    }

    @ParameterizedTest
    @EnumSource
    void aRedirectIsNotFollowed(ForgeProvider provider) {
        forge.always(answer(301, "", "Location", forge.url() + "/renamed"));

        assertThat(all(pulls(provider)))
                .allSatisfy(result -> assertThat(failure(result)).isInstanceOf(ForgeFailure.Moved.class));
        assertThat(forge.requests()).noneMatch(line -> line.contains("renamed"));
    }

    @ParameterizedTest
    @EnumSource
    void aRateLimitSaysHowLong(ForgeProvider provider) {
        forge.always(answer(429, "{}", "Retry-After", "90"));

        assertThat(all(pulls(provider)))
                .allSatisfy(result -> assertThat(failure(result).leftAloneFor()).contains(Duration.ofSeconds(90)));
    }

    @ParameterizedTest
    @EnumSource
    void aPageForPeopleIsNotAnAnswer(ForgeProvider provider) {
        forge.always(answer(200, "<!doctype html><title>Sign in</title>", "Content-Type", "text/html"));
        var pulls = pulls(provider);

        assertThat(List.of(
                        failure(pulls.find("images", "main")),
                        failure(pulls.get(7)),
                        failure(pulls.open(new NewPullRequest("a", "b", "T", "B", List.of(), List.of())))))
                .allSatisfy(failure -> assertThat(failure).isInstanceOf(ForgeFailure.AnswerUnreadable.class));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "null",
                "1",
                "\"x\"",
                "[1]",
                "{\"number\": -1}",
                "{\"number\": \"7\"}",
                "{\"id\": 1.5}"
            })
    void answersOfAnotherShapeAreSaidToBeThat(String body) {
        forge.always(answer(200, body));

        for (var provider : ForgeProvider.values()) {
            assertThat(failure(pulls(provider).get(7))).isInstanceOf(ForgeFailure.AnswerUnreadable.class);
        }
    }

    @Test
    void aHugeAnswerIsNotRead() {
        forge.always(answer(200, "[\"" + "x".repeat(9 << 20) + "\"]"));

        assertThat(failure(pulls(ForgeProvider.GITHUB).find("images", "main")).message())
                .contains("the answer has more than the allowed 8388608 bytes");
    }

    @Test
    void anAnswerThatIsNestedTooDeepIsNotRead() {
        forge.always(answer(200, "[".repeat(100_000)));

        assertThat(failure(pulls(ForgeProvider.GITLAB).find("images", "main")))
                .isInstanceOf(ForgeFailure.AnswerUnreadable.class);
    }

    @Test
    void endlessPagesEnd() {
        forge.always(answer(200, "[{\"number\": 1, \"state\": \"closed\"}]", "Link", "<x>; rel=\"next\""));

        assertThat(pulls(ForgeProvider.GITHUB).find("images", "main").success()).contains(Optional.empty());
        assertThat(forge.requests()).hasSize(10);
    }

    @Test
    void gitHubSaysItsSecondaryLimitWith403() {
        forge.always(answer(
                403,
                "{\"message\": \"You have exceeded a secondary rate limit. Please wait a few minutes\"}",
                "Retry-After",
                "75"));

        var failure = failure(pulls(ForgeProvider.GITHUB).get(7));

        assertThat(failure).isInstanceOf(ForgeFailure.RateLimited.class);
        assertThat(failure.message()).contains("wants fewer requests (HTTP 403); it is asked again in 75s");
    }

    @Test
    void aLimitByTheHourEndsAtItsReset() {
        long reset = ForgeScript.NOW.plusSeconds(600).getEpochSecond();
        forge.always(answer(403, "{}", "X-RateLimit-Remaining", "0", "X-RateLimit-Reset", Long.toString(reset)));

        assertThat(failure(pulls(ForgeProvider.GITHUB).get(7)).leftAloneFor()).contains(Duration.ofMinutes(10));
    }

    @Test
    void aLimitWithoutATimeWaitsForAMinuteAndNoneForLongerThanAnHour() {
        forge.always(answer(403, "{\"message\": \"You have exceeded a secondary rate limit\"}"));
        assertThat(failure(pulls(ForgeProvider.GITHUB).get(7)).leftAloneFor()).contains(Duration.ofMinutes(1));

        forge.always(answer(429, "{}", "Retry-After", "999999999"));
        assertThat(failure(pulls(ForgeProvider.GITLAB).get(7)).leftAloneFor()).contains(Duration.ofHours(1));
    }

    @Test
    void aRefusalWithRequestsLeftIsNoLimit() {
        forge.always(answer(403, "{\"message\": \"no\"}", "X-RateLimit-Remaining", "10", "X-RateLimit-Reset", "1"));

        assertThat(failure(pulls(ForgeProvider.GITHUB).get(7))).isInstanceOf(ForgeFailure.Forbidden.class);
    }

    @Test
    void whatIsNotThereIsNamed() {
        forge.always(ScriptedServer.answer(404, "{\"message\": \"Not Found\"}"));

        assertThat(failure(pulls(ForgeProvider.GITLAB).get(7)).message())
                .startsWith("merge request 7 of '127.0.0.1/org/fleet' not found (HTTP 404)");
    }

    @Test
    void nobodyListens() {
        var pulls = pulls(ForgeProvider.GITEA);
        forge.close();

        var failure = failure(pulls.get(7));

        assertThat(failure).isInstanceOf(ForgeFailure.Unreachable.class);
        assertThat(failure.mayPass()).isTrue();
    }

    @Test
    void aTokenThatIsNoHeaderIsNotShown() {
        var pulls = forge.open(ForgeProvider.GITHUB, "", "org", "fleet", new ForgeLogin.Token("xyz\nabc"));

        assertThat(failure(pulls.get(7)).message()).contains("Authorization").doesNotContain("xyz", "abc");
    }

    @Test
    void longWordsAreCut() {
        forge.always(answer(422, "{\"message\": \"" + "long ".repeat(1000) + "\"}"));

        assertThat(failure(pulls(ForgeProvider.GITHUB).get(7)).message()).hasSizeLessThan(450);
    }

    @Test
    void nothingThatIsPrintedHoldsTheToken() {
        assertThat(new ForgeLogin.Token("abc")).hasToString("Token[]");
        assertThat(new ForgeLogin.Password("u", "abc")).hasToString("Password[]");
    }
}
