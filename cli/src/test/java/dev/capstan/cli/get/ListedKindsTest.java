package dev.capstan.cli.get;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.kind.ToolkitKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListedKindsTest {

    @Test
    void kindsAreUnderstoodByTheirUsualWords() {
        assertThat(ListedKinds.called("ks")).contains(List.of(ToolkitKind.KUSTOMIZATION));
        assertThat(ListedKinds.called("gitrepository")).contains(List.of(ToolkitKind.GIT_REPOSITORY));
        assertThat(ListedKinds.called("hr")).contains(List.of(ToolkitKind.HELM_RELEASE));
        assertThat(ListedKinds.called("alerts")).contains(List.of(ToolkitKind.ALERT));
        assertThat(ListedKinds.called("pods")).isEmpty();
    }

    @Test
    void everyKindThatWeServeIsListed() {
        assertThat(ListedKinds.called("all")).contains(ToolkitKind.served());
        assertThat(ListedKinds.called("sources").orElseThrow()).contains(ToolkitKind.GIT_REPOSITORY);
    }

    @Test
    void everyOfferedWordIsUnderstood() {
        assertThat(ListedKinds.words())
                .isNotEmpty()
                .allSatisfy(word -> assertThat(ListedKinds.called(word)).isPresent());
    }

    @Test
    void kindsOfOtherControllersAreNotListed() {
        assertThat(ListedKinds.called("imagepolicies")).isEmpty();
    }
}
