package de.asvumzug.asv.h2;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.host.OperationFailed;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the H2 driver says about a damaged file, in each of its ways. */
class H2ErrorsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "File corrupted while reading record: \"page 7\". Possible solution: use the recovery tool [90030-232]",
        "General error: \"org.h2.mvstore.MVStoreException: File corrupted in chunk 3 [2.3.232/6]\" [50000-232]",
        "General error: \"org.h2.mvstore.MVStoreException: Unable to read the page at position 0x400301e558, chunk chunk:1, offset 0xjava.lang.ArrayIndexOutOfBoundsException: arraycopy: last source index 2049 out of bounds for byte[2048] [2.3.232/6]\" [50000-232]",
        "General error: \"org.h2.mvstore.MVStoreException: Position 9 [1.4.200/6]\" [50000-200]"
      })
  void a_damaged_file_is_named_as_damaged(String words) {
    OperationFailed failed = H2Errors.failure("H2-Datenbank x", words);

    assertThat(failed).hasMessageContaining("beschädigt oder abgeschnitten");
    assertThat(failed.worthRetrying()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "General error: \"org.h2.mvstore.MVStoreException: The file is locked [2.3.232/7]\" [50000-232]",
        "Timeout trying to lock table [50200-232]"
      })
  void what_may_pass_is_tried_again(String words) {
    assertThat(H2Errors.failure("H2-Datenbank x", words).worthRetrying()).isTrue();
  }
}
