package dev.capstan.source.gitrepository;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorPatternsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            jane@example.org             | jane@example.org            | true
            jane@example.org             | JANE@Example.org            | true
            jane@example.org             | ane@example.org             | false
            jane@example.org             | jane@example.organisation   | false
            jane@example.org             | janeXexample.org            | false
            *@example.org                | jane@example.org            | true
            *@example.org                | @example.org                | true
            *@example.org                | jane@sub.example.org        | false
            *@example.org                | eve@evil@example.org        | false
            *@*.example.org              | jane@sub.example.org        | true
            *@*                          | eve@evil@example.org        | false
            j*@example.org               | jane@example.org            | true
            a@x.org, *@example.org       | jane@example.org            | true
            a@x.org *@example.org        | a@x.org                     | true
            a@x.org,,b@x.org             | b@x.org                     | true
            a*a@example.org              | a@example.org               | false
            a*n*n*e@example.org          | anne@example.org            | true
            .*@example.org               | jane@example.org            | false
            """)
    void aListAllowsTheAddressesThatItNames(String list, String email, boolean isAllowed) {
        assertThat(AuthorPatterns.parse(list).orElseThrow().allow(email)).isEqualTo(isAllowed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " , ", "jane", "*", "a@b@c", "Jane <jane@example.org>", "a@x.org, example.org"})
    void aListWithAWordThatIsNotAnAddressIsUnreadable(String list) {
        assertThat(AuthorPatterns.parse(list)).isEmpty();
    }

    /** A commit may name an address of megabytes, and each star would try all of it. */
    @Test
    void anAddressThatIsLongerThanAnyIsNobodys() {
        var everybody = AuthorPatterns.parse("*@example.org").orElseThrow();

        assertThat(everybody.allow("a".repeat(308) + "@example.org")).isTrue();
        assertThat(everybody.allow("a".repeat(309) + "@example.org")).isFalse();
    }

    @Test
    @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aListOfManyStarsIsReadInOnePass() {
        var stars = AuthorPatterns.parse("*a*a*a*a*a*a*a*b@example.org").orElseThrow();

        assertThat(stars.allow("a".repeat(300) + "@example.org")).isFalse();
        assertThat(stars.allow("a".repeat(300) + "b@example.org")).isTrue();
    }
}
