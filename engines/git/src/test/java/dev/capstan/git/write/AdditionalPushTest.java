package dev.capstan.git.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.git.GitFailure;
import dev.capstan.git.GitResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdditionalPushTest {
    private static final String BRANCH = "team/images";

    @ParameterizedTest
    @CsvSource({
        "HEAD:refs/heads/x,refs/heads/x,false",
        "HEAD:x,refs/heads/x,false",
        "+HEAD:x,refs/heads/x,true",
        "HEAD:refs/for/main,refs/for/main,false",
        "team/images:refs/tags/latest,refs/tags/latest,false",
        "refs/heads/team/images:refs/heads/x/y,refs/heads/x/y,false",
        "refs/heads/team/images,refs/heads/team/images,false",
        "team/images,refs/heads/team/images,false",
        "refs/heads/*:refs/heads/copy/*,refs/heads/copy/team/images,false",
        "+refs/heads/*:refs/heads/*,refs/heads/team/images,true",
        "refs/heads/team/*:refs/x/*/y,refs/x/images/y,false",
        "refs/*:refs/*,refs/heads/team/images,false"
    })
    void namesTheDestination(String text, String destination, boolean isForced) {
        assertThat(AdditionalPush.parse(text, BRANCH))
                .isEqualTo(GitResult.success(new AdditionalPush(text, destination, isForced)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "+",
                ":",
                ":refs/heads/main",
                "+:refs/heads/main",
                "HEAD:",
                "HEAD",
                "HEAD:HEAD",
                "main:refs/heads/x",
                "refs/tags/*:refs/tags/*",
                "refs/heads/*",
                "refs/heads/*:refs/heads/x",
                "refs/heads/team/images:refs/heads/*",
                "refs/*/*:refs/*/*",
                "refs/heads/team/images*:refs/heads/x*",
                "HEAD:refs/heads/-x",
                "HEAD:-x",
                "HEAD:refs/heads/a..b",
                "HEAD:refs/heads/a b",
                "HEAD:refs/heads/a\nb",
                "HEAD:refs/heads/a:b",
                "++HEAD:x",
                "^HEAD:x",
                "HEAD:refs/heads/x.lock",
                "HEAD:@{u}",
                "--receive-pack=x:y"
            })
    void i088_refusesWhatIsNoCopyOfTheBranch(String text) {
        assertThat(AdditionalPush.parse(text, BRANCH).problem()).get().isInstanceOf(GitFailure.ReferenceInvalid.class);
    }

    @Test
    void aRefusalShowsNoControlCharactersAndNoNovel() {
        var message = AdditionalPush.parse("\u001b" + "x".repeat(5000), BRANCH)
                .problem()
                .orElseThrow()
                .message();

        assertThat(message).hasSizeLessThan(400).doesNotContain("\u001b");
    }
}
