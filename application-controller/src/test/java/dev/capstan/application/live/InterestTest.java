package dev.capstan.application.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.argo.object.ObjectKey;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InterestTest {

    private static final GroupKind SECRET = new GroupKind("", "Secret");
    private static final GroupKind DEPLOYMENT = new GroupKind("apps", "Deployment");
    private static final ObjectKey WEB = new ObjectKey("apps", "Deployment", "ns", "web");

    private final Interest interest = new Interest();

    @Test
    void kindIsWantedAsLongAsSomebodyWantsIt() {
        interest.put(new Wanted("a", Set.of(SECRET), Set.of(WEB)));
        interest.put(new Wanted("b", Set.of(SECRET), Set.of()));

        assertThat(interest.kinds()).containsExactlyInAnyOrder(SECRET, DEPLOYMENT);
        assertThat(interest.in(SECRET)).containsExactlyInAnyOrder("a", "b");
        interest.remove("a");
        assertThat(interest.kinds()).containsExactly(SECRET);
        assertThat(interest.in(WEB)).isEmpty();
        interest.remove("b");
        assertThat(interest.kinds()).isEmpty();
    }

    @Test
    void whatIsWantedNowReplacesWhatWasWantedBefore() {
        interest.put(new Wanted("a", Set.of(SECRET), Set.of(WEB)));

        interest.put(new Wanted("a", Set.of(), Set.of()));

        assertThat(interest.kinds()).isEmpty();
        assertThat(interest.of("a")).contains(new Wanted("a", Set.of(), Set.of()));
    }
}
