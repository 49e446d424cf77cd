-- Tables that can be scrolled by keyboard and whose cells know their headings; notes inside figures' captions.

local function scope_cells(tbl)
  for _, row in ipairs(tbl.head.rows) do
    for _, cell in ipairs(row.cells) do cell.attributes.scope = "col" end
  end
  for _, body in ipairs(tbl.bodies) do
    body.row_head_columns = 1
    for _, row in ipairs(body.body) do
      if row.cells[1] then row.cells[1].attributes.scope = "row" end
    end
  end
end

-- Where a pattern of many words may break.
local function break_patterns(str)
  if #str.text < 30 or not str.text:find("|", 1, true) then return nil end
  local parts = pandoc.Inlines({})
  for part in str.text:gmatch("[^|]*|?") do
    if part ~= "" then parts:extend({ pandoc.Str(part), pandoc.RawInline("html", "<wbr>") }) end
  end
  return parts
end

local function set_table(tbl, note, label)
  scope_cells(tbl)
  local title = tbl.caption.long[1]
  title.content = { pandoc.Span(title.content, { class = "title" }) }
  tbl.caption.long = { title }
  tbl = tbl:walk({ Str = break_patterns })
  -- pairs, since the order of a Lua table's keys is not the same each time
  local reached = { { "tabindex", "0" }, { "role", "region" }, { "aria-label", label } }
  local scroll = pandoc.Div({ tbl }, pandoc.Attr("", { "scroll" }, reached))
  return pandoc.Div({ scroll, note }, { class = "table" })
end

function Div(div)
  if not div.classes:includes("captioned") then return nil end
  local inner, note = div.content[1], div.content[2]
  if inner.t == "Table" then return set_table(inner, note, div.attributes.label) end
  if note then inner.caption.long = { inner.caption.long[1], note } end
  return inner
end
