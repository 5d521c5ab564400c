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
    void imagesAreAFamilyOfKinds() {
        var all = List.of(ToolkitKind.IMAGE_REPOSITORY, ToolkitKind.IMAGE_POLICY, ToolkitKind.IMAGE_UPDATE_AUTOMATION);

        assertThat(ListedKinds.called("images")).contains(all);
        assertThat(ListedKinds.called("images", "all")).contains(all);
        assertThat(ListedKinds.called("images", "repository")).contains(List.of(ToolkitKind.IMAGE_REPOSITORY));
        assertThat(ListedKinds.called("image", "policy")).contains(List.of(ToolkitKind.IMAGE_POLICY));
        assertThat(ListedKinds.called("images", "update")).contains(List.of(ToolkitKind.IMAGE_UPDATE_AUTOMATION));
        assertThat(ListedKinds.called("imgpol")).contains(List.of(ToolkitKind.IMAGE_POLICY));
    }

    @Test
    void anotherSecondWordIsAName() {
        assertThat(ListedKinds.called("images", "web")).isEmpty();
        assertThat(ListedKinds.called("sources", "policy")).isEmpty();
    }
}
