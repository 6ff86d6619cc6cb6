/** Answers as models write them, and as they should not. */
export const answers: Readonly<Record<string, string>> = {
  ordinary: `The scan on \`bookings\` is 36.2 of the **40.1 seconds**. It reads *every* row.

Two changes:

- Compare against a range: \`starts_on >= '2026-11-01'\`.
- Index what the report reads.
  - nested *once*
    - and twice

    with a paragraph

1. First

   a paragraph inside

   \`\`\`sql
   select 1;

   select 2;
   \`\`\`
2. Second
10. Tenth

# One
## Two ##
Three
-----
Four **bold
over** lines
====

> A quote
lazy line
>
> - with a list
>
> \`\`\`
> and code
> \`\`\`

After.
`,
  fences: `\`\`\`\`md
\`\`\`js
const a = 1
\`\`\`

still inside
\`\`\`\`
~~~python title="x"
def f():

    return "\`\`\`"
~~~
text right after
\`\`\`
no language
\`\`\`\`
  \`\`\`js
    indented by two
  less
  \`\`\`
\`\`\`js
never closed

**not bold**
`,
  lists: `- a

- b
- c


* another list
* goes on
+ third

para

1. x
2. y

3. loose
1) other
- [ ] to do
- [x] done

- item

      indented code in it

text

-
- empty before
`,
  tables: `| a | b |
|---|--:|
| 1 | **2** |
| \`x|y\` | [l](https://example.com/a|b) |

text | with bars
not | a table

a | b
-|-
1 | 2
after the table
- list
`,
  html: `<div>
<b>bold</b>

</div>

text <script>alert(1)</script> more

<script>
alert(1)

alert(2)
</script>

<!-- a comment

goes on -->

<details><summary>x</summary>

inside

</details>

a<br>b <br/> c
`,
  indented: `text

    code
    more

    after a blank

text
    not code

    	tab
	tab code
`,
  formulas: `Inline \\(x^2\\) and $$y$$ and $z$ and $a_1 + b$, and \\[ c \\].

$$
E = mc^2
$$

\\[
\\sum_{i=1}^n i = \\frac{n(n+1)}{2}
\\]

It costs $5 and $6, or $7-$8, or US$9/$10. Also $HOME/$USER and "\\$5".

$$
not closed

$$ text
`,
  references: `See [the docs][docs] and [docs] and [missing].

[docs]: https://docs.example/ "Docs"

Text[^1] and[^note].

[^1]: The first.
[^note]: The second, with *emphasis*.

[late] comes before [its].

[late]: https://late.example
[its]: <https://its.example/a b>
`,
  marks: `**bold *both* bold** ***all*** _a_ __b__ ~~gone~~ ~about~ 5~6 2*3*4 a_b_c
\\*not\\* &amp; &lt;b&gt; &copy; &#65; &#x1F600; &nope; &#0;
line one  
line two\\
line three
https://example.com/a_b_(c). www.example.com, mail@example.com <https://x.example/>
![alt](https://img.example/a.png "t") [![in](https://img.example/b.png)](https://l.example)
***
___
- - -
* * *
`,
  windows: 'a\r\n\r\n```js\r\nb\r\n\r\nc\r\n```\r\n- d\r\n- e\r\n\r\nf\r\rg',
  scripts: `# 見出し

**太字**と*斜体*。\`コード\`

مرحبا **بالعالم**

- 一
- 二

👩‍💻 e\u0301 \u202eabc\u202c \u0000 \ud800 x
`,
  blanks: '\n\n\n\n   \n\t\na\n   \n\n\nb\n \n',
}
