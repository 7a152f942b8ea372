// libwbxml at the same work: "table COUNT" or "plain COUNT" on stdin encodes that many of the documents of a file in turn
// and answers with the seconds it took; "write N FILE" writes what the N-th becomes with a string table.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <wbxml/wbxml.h>
#include <wbxml/wbxml_conv.h>

static unsigned char *documents[1024];
static WB_ULONG lengths[1024];
static int known = 0;

static WB_ULONG encode(int at, WBXMLVersion version, int table, FILE *out) {
  WBXMLConvXML2WBXML *conv = NULL;
  WB_UTINY *bytes = NULL;
  WB_ULONG length = 0;
  if (wbxml_conv_xml2wbxml_create(&conv) != WBXML_OK) exit(1);
  wbxml_conv_xml2wbxml_set_version(conv, version);
  if (!table) wbxml_conv_xml2wbxml_disable_string_table(conv);
  WBXMLError error = wbxml_conv_xml2wbxml_run(conv, documents[at], lengths[at], &bytes, &length);
  if (error != WBXML_OK) {
    fprintf(stderr, "libwbxml: %s\n", wbxml_errors_string(error));
    exit(1);
  }
  if (out) fwrite(bytes, 1, length, out);
  free(bytes);
  wbxml_conv_xml2wbxml_destroy(conv);
  return length;
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec + time.tv_nsec / 1e9;
}

// The file holds each document as its length in decimal, a line end, and its bytes.
static void read_documents(const char *path) {
  FILE *file = fopen(path, "rb");
  unsigned long length;
  if (!file) exit(1);
  while (known < 1024 && fscanf(file, "%lu\n", &length) == 1) {
    documents[known] = malloc(length + 1);
    if (fread(documents[known], 1, length, file) != length) exit(1);
    documents[known][length] = 0;
    lengths[known++] = length;
  }
  fclose(file);
}

int main(int count, char **values) {
  if (count != 3) return 2;
  read_documents(values[1]);
  WBXMLVersion version = strcmp(values[2], "1.3") == 0 ? WBXML_VERSION_13 : WBXML_VERSION_12;
  char word[16], path[1024];
  int number;
  while (scanf("%15s %d", word, &number) == 2) {
    if (strcmp(word, "write") == 0) {
      if (scanf("%1023s", path) != 1) return 2;
      FILE *out = fopen(path, "wb");
      if (!out) return 1;
      printf("%lu\n", (unsigned long)encode(number, version, 1, out));
      fclose(out);
    } else {
      double began = now();
      for (int at = 0; at < number; at++) encode(at % known, version, strcmp(word, "table") == 0, NULL);
      printf("%.9f\n", now() - began);
    }
    fflush(stdout);
  }
  return 0;
}
